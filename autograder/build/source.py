"""The notebook that nbgrader releases from, made from reviewable text and the reference."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Collection, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.build.error import BuildError
from autograder.build.left_out import task_of, without
from autograder.build.text import cells_of
from autograder.course_file import AssignmentSettings
from autograder.grading.fit import ASKED
from autograder.mistakes.untyped import signature

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
SOLUTION_MARKS = re.compile(r"^[ \t]*### (BEGIN|END) SOLUTION[ \t]*\n?", re.MULTILINE)
TITLE = re.compile(r"^# .*$", re.MULTILINE)
AS_WRITTEN = AssignmentSettings()
STOCK_RUN = (
    "This assignment is graded by `unrolled`, which was not asked: nothing has been graded. "
    "To grade, use the course's nbgrader_config.py. To run the solved notebook, make a copy "
    "without hidden tests: README.md in the course's folder or docs/teaching.md says how."
)
# An output that no notebook can hold ends nbgrader's run of it before any mark. An exception is
# worth 0 points to nbgrader: it is for people, and for who has taken the output away. The check
# comes last, since what it raises would end the cell.
HIDDEN = f"""### BEGIN HIDDEN TESTS
import os
if os.environ.get("NBGRADER_EXECUTION") == "autograde":
    get_ipython().display_pub.publish({{"text/plain": {{{STOCK_RUN!r}: None}}}})
raise RuntimeError({STOCK_RUN!r})
### END HIDDEN TESTS
"""


def source_notebook(
    text: Path,
    solutions: ModuleType,
    asked: Mapping[str, str],
    settings: AssignmentSettings = AS_WRITTEN,
    needed: Collection[str] = (),
) -> NotebookNode:
    """Build the source notebook of an assignment.

    Parameters
    ----------
    text : its Jupytext Markdown. A cell with `exercise="name" points=3` becomes the solution
        cell and the test cell of that function; one with `written="name" points=3` an answer
        that people grade, whose text here is the model answer with its rubric. One with
        `given="name"` and nothing in it holds that function of the reference, ready made.
    solutions : module of the reference, which every exercise's code is taken from.
    asked : what tells the graders later whether they ask the same of each function.
    settings : what the course's staff want otherwise than the text has it.
    needed : functions that the graders call, or that what stays is built on.
    """
    written = _entitled([_given_code(cell, solutions) for cell in cells_of(text)], settings.title)
    sources = {name: right_source(_function(solutions, name)) for name in exercises_in(text)}
    cells: list[NotebookNode] = []
    for number, cell in enumerate(without(written, settings.leave_out, sources, needed)):
        cell.metadata.update(_points(cell, settings))
        for expanded in _expanded(cell, solutions, f"given_{number:02d}"):
            expanded.id = _cell_id(expanded, number)
            cells.append(expanded)
    exercises = [name for name in sources if name not in settings.leave_out]
    metadata = {
        "kernelspec": KERNELSPEC,
        "language_info": {"name": "python"},
        ASKED: {name: asked[name] for name in exercises},
    }
    return new_notebook(cells=cells, metadata=metadata)


def exercises_in(text: Path) -> list[str]:
    """Return the names of the exercises in a text, in order."""
    return [cell.metadata["exercise"] for cell in cells_of(text) if "exercise" in cell.metadata]


def solution_source(function: Callable[..., Any]) -> str:
    """Return a function with its body between the marks that nbgrader cuts out for the release."""
    source = textwrap.dedent(inspect.getsource(function))
    tree = ast.parse(source).body[0]
    assert isinstance(tree, ast.FunctionDef)
    if ast.get_docstring(tree) is None or len(tree.body) < 2:
        raise BuildError(f"{function.__qualname__} needs a docstring and a body")
    lines = source.splitlines()
    body_starts = tree.body[1].lineno - 1
    docstring_starts = tree.body[0].lineno - 1
    return "\n".join(
        [
            signature(tree),
            *lines[docstring_starts:body_starts],
            "    ### BEGIN SOLUTION",
            *lines[body_starts:],
            "    ### END SOLUTION",
        ]
    )


@cache
def right_source(function: Callable[..., Any]) -> str:
    """Return a function as somebody has it who has written it."""
    return SOLUTION_MARKS.sub("", solution_source(function))


def _entitled(cells: list[NotebookNode], title: str) -> list[NotebookNode]:
    """Put a title, if there is one, in the place of the first heading."""
    if title:
        first = next(cell for cell in cells if TITLE.search(cell.source))
        first.source = TITLE.sub(lambda _: f"# {title}", first.source, count=1)
    return cells


def _given_code(cell: NotebookNode, solutions: ModuleType) -> NotebookNode:
    """Put the reference's function into a code cell that does no more than name it."""
    if "given" in cell.metadata and not cell.source.strip():
        cell.source = right_source(_function(solutions, cell.metadata["given"]))
    return cell


def _points(cell: NotebookNode, settings: AssignmentSettings) -> dict[str, float]:
    points = settings.points.get(task_of(cell))
    return {} if points is None else {"points": points}


def _expanded(cell: NotebookNode, solutions: ModuleType, identifier: str) -> list[NotebookNode]:
    metadata = cell.metadata
    if "exercise" in metadata:
        return _exercise(metadata["exercise"], float(metadata["points"]), solutions)
    if "written" in metadata:
        return [_written(metadata["written"], float(metadata["points"]), cell.source)]
    if "explore" in metadata.get("tags", []):
        return [new_code_cell(cell.source, metadata={"tags": ["explore"]})]
    return [_given(cell, f"given_{metadata['given']}" if "given" in metadata else identifier)]


def _exercise(name: str, points: float, solutions: ModuleType) -> list[NotebookNode]:
    source = solution_source(_function(solutions, name))
    test = f"{HIDDEN}check({name})"
    return [
        new_code_cell(source, metadata=_nbgrader(name, solution=True)),
        new_code_cell(test, metadata=_nbgrader(f"test_{name}", grade=True, points=points)),
    ]


def _function(solutions: ModuleType, name: str) -> Callable[..., Any]:
    function: Callable[..., Any] | None = getattr(solutions, name, None)
    if function is None:
        raise BuildError(f"{solutions.__name__} has no function {name!r}")
    return function


def _written(name: str, points: float, source: str) -> NotebookNode:
    metadata = _nbgrader(name, solution=True, grade=True, points=points)
    return new_markdown_cell(source, metadata=metadata)


def _given(cell: NotebookNode, identifier: str) -> NotebookNode:
    metadata = _nbgrader(identifier)
    if cell.cell_type == "code":
        return new_code_cell(cell.source, metadata=metadata)
    return new_markdown_cell(cell.source, metadata=metadata)


def _nbgrader(
    identifier: str, *, grade: bool = False, solution: bool = False, points: float | None = None
) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "schema_version": 3,
        "grade_id": identifier,
        "grade": grade,
        "solution": solution,
        "locked": not solution,
        "task": False,
    }
    return {"nbgrader": fields if points is None else {**fields, "points": points}}


def _cell_id(cell: NotebookNode, number: int) -> str:
    """Name a cell for the notebook format: the same at every build."""
    identifier: str = cell.metadata.get("nbgrader", {}).get("grade_id", f"explore_{number:02d}")
    return identifier[:64]
