"""The text of an assignment: Jupytext Markdown, in which some cells say what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

import jupytext
from nbformat import NotebookNode

from autograder.build.error import BuildError

TASKS = ("exercise", "written")
WORDS = (*TASKS, "points", "given", "tags")  # what may stand behind a fence or `#region`
OF_JUPYTEXT = {
    "cell_marker",
    "lines_to_end_of_cell_marker",
    "lines_to_next_cell",
    "noskipline",
    "skipline",
}
BEGIN, END = (
    re.compile(r"^<!-- #region\b", re.MULTILINE),
    re.compile(r"^<!-- #endregion\b", re.MULTILINE),
)
# What was meant as the begin or end of a cell, and is text to Jupytext.
LEFT_OVER = re.compile(
    r"^(?:<!--\s*#?\s*(?:end)?region\b.*|`{3,}\s*\w+ .*=.*)$", re.MULTILINE | re.IGNORECASE
)


def cells_of(text: Path) -> list[NotebookNode]:
    """Read the cells of a text.

    Raises
    ------
    BuildError : when one says something that means nothing: a model answer, say, would be text.
    """
    cells: list[NotebookNode] = jupytext.read(text, fmt="md").cells
    for complaint in _complaints(text.read_text("utf-8"), cells):
        raise BuildError(f"{text}: {complaint}")
    return cells


def _complaints(written: str, cells: list[NotebookNode]) -> Iterator[str]:
    begun, ended = len(BEGIN.findall(written)), len(END.findall(written))
    if begun != ended:
        yield (
            f"`<!-- #region` stands there {begun} times and `<!-- #endregion -->` {ended} times. "
            "Each answer in words has one of both."
        )
    for cell in cells:
        yield from map(_unknown, cell.metadata.keys() - OF_JUPYTEXT - set(WORDS))
        tasks = [word for word in TASKS if word in cell.metadata]
        if "points" in cell.metadata and not tasks:
            yield "a cell has points, and neither `exercise=` nor `written=`."
        if tasks and "points" not in cell.metadata:
            yield f"{cell.metadata[tasks[0]]!r} has no points: write `points=` behind its name."
        if cell.cell_type == "markdown" and (found := LEFT_OVER.search(cell.source)):
            yield (
                f'{found[0]!r} makes no cell. Write ```` ```python exercise="name" points=3 ```` '
                'for code, `<!-- #region written="name" points=1 -->` for an answer in words.'
            )


def _unknown(word: str) -> str:
    close = get_close_matches(word, WORDS, 1)
    meant = f"did you mean `{close[0]}`?" if close else f"there are: {', '.join(WORDS)}."
    return f"`{word}=` means nothing; {meant}"
