"""Answers in words that stand in other places than the cells for them.

Who writes below a question, into it, at the end or into code has answered, too. Which question such
words answer, only a person can tell. So each answer whose own cell is as it was given out waits for
one as long as there are any, and they stand below it for the staff.
"""

from __future__ import annotations

from collections.abc import Set
from itertools import groupby

from nbformat import NotebookNode
from nbgrader.utils import compute_checksum

from autograder.grading.admission import NOTE_ID
from autograder.grading.rebuild import grade_id, is_exploration, is_solution
from autograder.grading.report import is_for_staff
from autograder.grading.words import is_prose, lines_of, own_lines, remarks

MOST_SHOWN = 20_000  # characters


def is_untouched(cell: NotebookNode) -> bool:
    """Say whether a cell of the release is as it was given out."""
    return bool(cell.metadata.nbgrader.get("checksum") == compute_checksum(cell))


def answers_elsewhere(notebook: NotebookNode) -> dict[str, str]:
    """Return, for each untouched answer, the learner's words in other places.

    Beside it, everything that they added may be meant; elsewhere, what reads like a sentence.
    """
    cells = [cell for cell in notebook.cells if cell.id != NOTE_ID and not is_for_staff(cell)]
    given = lines_of(filter(_is_given, cells))
    rows = [list(row) for is_given, row in groupby(cells, _is_given) if not is_given]
    prose = {
        cell.id: words for row in rows for cell in row if is_prose(words := _words(cell, given))
    }
    found = {}
    for row in rows:
        beside = {cell.id: cell.source for cell in row if grade_id(cell) is None}
        meant = [*beside.values(), *(prose[name] for name in prose if name not in beside)]
        for cell in row:
            if meant and _is_answer(cell) and is_untouched(cell):
                found[str(grade_id(cell))] = "\n\n".join(meant)[:MOST_SHOWN]
    return found


def _words(cell: NotebookNode, given: Set[str]) -> str:
    if _is_answer(cell):  # it is for its own question
        return ""
    return own_lines(remarks(cell.source) if cell.cell_type == "code" else cell.source, given)


def _is_given(cell: NotebookNode) -> bool:
    return is_exploration(cell) or (grade_id(cell) is not None and not is_solution(cell))


def _is_answer(cell: NotebookNode) -> bool:
    return bool(cell.cell_type == "markdown" and is_solution(cell))
