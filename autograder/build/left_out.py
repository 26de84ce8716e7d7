"""A text without the exercises that a course leaves out.

Their sections go, with the cells in them. What is built on such a function still has it: a given
cell with the reference's code stands in the place of the exercise. It has to be the code itself:
whoever writes a backward has to see what is in the forward's cache.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.grading.definitions import bindings

HEADING = re.compile(r"(?P<level>#{1,6}) ")
FENCE = "```"
NAME = re.compile(r"\w+")
GIVEN = (
    "`{name}` is not an exercise in this course, but given. It is in place when your own functions "
    "are graded; do not define it anew."
)
LEFT_OUT = (
    "*This course leaves out {names}: where the text counts exercises and questions, or refers to "
    "these, take that into account.*"
)


def without(
    cells: Sequence[NotebookNode],
    left_out: Collection[str],
    sources: Mapping[str, str],
    needed: Collection[str],
) -> list[NotebookNode]:
    """Return the cells of a text without some exercises and questions.

    Parameters
    ----------
    cells : of the text, with the metadata that tells exercises and questions.
    left_out : what goes, in the order of the text.
    sources : code of all functions that are exercises.
    needed : functions that what stays is built on, whatever the text calls.
    """
    if not left_out:
        return list(cells)
    pieces = [piece for cell in cells for piece in _at_headings(cell)]
    stays = _cut(pieces, left_out, {})
    given = _given([_code(piece, sources) for piece in stays], left_out, sources, needed)
    names = ", ".join(f"`{name}`" for name in left_out)
    note = new_markdown_cell(LEFT_OUT.format(names=names))
    first, *others = _cut(pieces, left_out, given)
    return [first, note, *others]


def task_of(cell: NotebookNode) -> str:
    """Return the name of the exercise or question that a cell holds, or nothing."""
    name: str = cell.metadata.get("exercise") or cell.metadata.get("written") or ""
    return name


def _given(
    stays: Sequence[str],
    left_out: Collection[str],
    sources: Mapping[str, str],
    needed: Collection[str],
) -> dict[str, str]:
    """Return the code of those functions left out that something calls, which may be another."""
    called = {name for code in stays for name in NAME.findall(code)}.union(needed)
    given = {}
    for name in reversed([name for name in left_out if name in sources]):
        if name in called:  # a function calls earlier ones only
            given[name] = sources[name]
            called.update(NAME.findall(sources[name]))
    return given


def _cut(
    pieces: list[NotebookNode], left_out: Collection[str], given: Mapping[str, str]
) -> list[NotebookNode]:
    for name in left_out:
        pieces = _cut_one(pieces, name, given.get(name))
    return _without_bare_headings(pieces)


def _cut_one(pieces: list[NotebookNode], name: str, given: str | None) -> list[NotebookNode]:
    """Take a task out: its whole section, or what leads to it where others stand beside it."""
    at = next(i for i, piece in enumerate(pieces) if task_of(piece) == name)
    starts = [i for i, piece in enumerate(pieces) if _level(piece)]
    start = max((i for i in starts if i < at), default=0)
    end = min((i for i in starts if i > at), default=len(pieces))
    earlier = [i for i in range(start, at) if task_of(pieces[i]) or _is_given(pieces[i])]
    has_company = earlier or any(task_of(piece) for piece in pieces[at + 1 : end])
    first, last = start, end
    if has_company or _level(pieces[start]) == 1:
        first, last = max(earlier, default=start - 1) + 1, at + 1
        if "written" in pieces[at].metadata:  # only the text right before it asks for it
            first = max(first, at - (pieces[at - 1].cell_type == "markdown"))
    keeps_heading = given is not None or last < end
    heading = [_heading_of(pieces[start])] if keeps_heading and first == start else []
    before, after = (
        [piece for piece in part if _is_needed(piece, pieces[last:])]
        for part in (pieces[first:at], pieces[at + 1 : last])
    )
    in_its_place = [] if given is None else _given_cells(name, given)
    return [*pieces[:first], *heading, *before, *in_its_place, *after, *pieces[last:]]


def _is_needed(piece: NotebookNode, later: Sequence[NotebookNode]) -> bool:
    """Say whether a cell is code that defines what later cells use, or runs for all."""
    if piece.cell_type != "code" or task_of(piece):
        return False
    if "explore" not in piece.metadata.get("tags", []):
        return True
    defined = {name.split()[-1] for name in bindings(piece.source)}
    used = {
        name for cell in later for name in NAME.findall(cell.source) if cell.cell_type == "code"
    }
    return bool(defined & used)


def _given_cells(name: str, source: str) -> list[NotebookNode]:
    text = new_markdown_cell(GIVEN.format(name=name))
    return [text, new_code_cell(source, metadata={"given": name})]


def _is_given(piece: NotebookNode) -> bool:
    return "given" in piece.metadata


def _code(piece: NotebookNode, sources: Mapping[str, str]) -> str:
    if piece.cell_type != "code":
        return ""
    return sources.get(task_of(piece), str(piece.source))


def _at_headings(cell: NotebookNode) -> list[NotebookNode]:
    """Cut a text cell before each of its headings."""
    if cell.cell_type != "markdown" or task_of(cell):
        return [cell]
    parts: list[list[str]] = [[]]
    fenced = False
    for line in cell.source.splitlines():
        fenced ^= line.startswith(FENCE)
        if HEADING.match(line) and not fenced and parts != [[]]:
            parts.append([])
        parts[-1].append(line)
    return [new_markdown_cell("\n".join(part).strip()) for part in parts]


def _level(piece: NotebookNode) -> int:
    """Return the level of the heading that a text begins with, 0 if it begins with none."""
    if piece.cell_type != "markdown" or task_of(piece):
        return 0
    heading = HEADING.match(piece.source)
    return len(heading["level"]) if heading else 0


def _heading_of(piece: NotebookNode) -> NotebookNode:
    return new_markdown_cell(piece.source.partition("\n")[0] if _level(piece) else "")


def _without_bare_headings(pieces: list[NotebookNode]) -> list[NotebookNode]:
    """Take out headings below which nothing is left."""
    kept: list[NotebookNode] = []
    for piece in reversed(pieces):
        next_level = _level(kept[-1]) if kept else 1
        is_bare = _level(piece) and "\n" not in piece.source and 0 < next_level <= _level(piece)
        if not is_bare:
            kept.append(piece)
    return kept[::-1]
