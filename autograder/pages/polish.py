"""What learners see of a graded notebook: no hidden tests, no staff's evidence."""

from __future__ import annotations

import re

from nbformat import NotebookNode

from autograder.grading.rebuild import is_exploration, is_test
from autograder.grading.report import is_for_staff
from autograder.pages.code import LEFT_OUT, MOST_COLOURED, MOST_SHOWN

# Below the check in what was built before, above it in what is built now.
HIDDEN_TESTS = re.compile(
    r"^[ \t]*### BEGIN HIDDEN TESTS.*?(### END HIDDEN TESTS[ \t]*\n?|\Z)", re.DOTALL | re.MULTILINE
)
PLAIN = "unrolled_plain"


def polish(notebook: NotebookNode) -> None:
    """Take out what is not for learners."""
    # Given figures are not drawn when grading: without them, their code means nothing.
    notebook.cells = [c for c in notebook.cells if not is_exploration(c) and not is_for_staff(c)]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if not is_for_staff(output)]
            if is_test(cell):
                cell.source = without_hidden_tests(cell.source)
    limit_code(notebook)


def limit_code(notebook: NotebookNode) -> None:
    """Mark the cells of code for which there are no colours left, and leave out what is too much.

    The file that was submitted has all of it.
    """
    coloured, shown = MOST_COLOURED, MOST_SHOWN
    for cell in notebook.cells:
        if cell.cell_type == "code":
            if len(cell.source) > shown:
                cell.source = LEFT_OUT.format(len(cell.source))
            shown -= len(cell.source)
            coloured -= len(cell.source)
            if coloured < 0:
                cell.metadata[PLAIN] = True


def without_hidden_tests(source: str) -> str:
    """Return the source of a test cell without what stands in for hidden tests."""
    return HIDDEN_TESTS.sub("", source).removesuffix("\n")
