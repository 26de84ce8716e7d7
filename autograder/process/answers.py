"""What a learner answered, as digests: they tell whether a mark by hand is still of the answer."""

from __future__ import annotations

import json

from nbformat import NotebookNode
from nbgrader.utils import is_grade

from autograder.grading.audit import digest
from autograder.grading.elsewhere import answers_elsewhere
from autograder.grading.rebuild import grade_id, is_exploration, is_solution
from autograder.grading.report import is_for_staff

ANSWERS = "unrolled_answers"  # in the metadata of a graded notebook


def answers_in(notebook: NotebookNode) -> dict[str, str]:
    """Return a digest of the answer by the name of each cell that has points.

    The answer to a question is its cell and, as long as that is untouched, the words elsewhere. An
    exercise may call any other: its answer is all code.
    """
    elsewhere = answers_elsewhere(notebook)
    code = "\0".join(cell.source for cell in notebook.cells if _is_learners_code(cell))
    answers = {}
    for cell in notebook.cells:
        name = grade_id(cell)
        if name is not None and is_grade(cell):
            pictures = json.dumps(cell.get("attachments", {}), sort_keys=True)
            words = "\0".join([cell.source, pictures, elsewhere.get(name, "")])
            answers[name] = digest((words if is_solution(cell) else code).encode())
    return answers


def answers_of(graded: bytes) -> dict[str, str]:
    """Read the digests in the file of a graded notebook; none where it has none."""
    try:
        return dict(json.loads(graded)["metadata"][ANSWERS])
    except (KeyError, TypeError, ValueError):
        return {}


def _is_learners_code(cell: NotebookNode) -> bool:
    if cell.cell_type != "code" or is_exploration(cell) or is_for_staff(cell):
        return False
    return is_solution(cell) or grade_id(cell) is None
