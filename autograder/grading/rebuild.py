"""Rebuilding a submission from the release: order, metadata and locked cells are ours."""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import replace

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.grading.definitions import bindings
from autograder.grading.prose import Patience, harmless, is_rendered
from autograder.grading.recognition import grade_id, is_solution, name_of, recognised
from autograder.grading.submission import SubmittedCell
from autograder.grading.words import is_prose, lines_of, own_lines, remarks

__all__ = ["grade_id", "is_exploration", "is_solution", "is_test", "rebuild"]

EXPLORE = "explore"
FENCE = re.compile(r"`{3,}\w*\n(?P<code>.*)\n`{3,}", re.DOTALL)


def is_test(cell: NotebookNode) -> bool:
    """Say whether a cell holds the score of an exercise."""
    nbgrader = cell.metadata.get("nbgrader", {})
    return bool(nbgrader.get("grade")) and not nbgrader.get("solution")


def is_exploration(cell: NotebookNode) -> bool:
    """Say whether a cell only shows something, so that grading may skip it."""
    return EXPLORE in cell.metadata.get("tags", [])


def rebuild(release: NotebookNode, submitted: list[SubmittedCell]) -> NotebookNode:
    """Put a learner's answers into a copy of the release.

    From the learner come the sources of solution cells and the cells that they added, which
    stay behind the cell that they were added behind. Of two with the same id, both run, in order.
    """
    notebook = copy.deepcopy(release)
    answers, added = _sorted_out(notebook, submitted)
    patience = Patience()
    cells: list[NotebookNode] = list(_new_cells(added[None], "start", patience))
    for cell in notebook.cells:
        name = name_of(cell)
        if name in answers:
            _answer(cell, answers[name], patience)
        cells.append(cell)
        cells.extend(_new_cells(added[name], name, patience))
    notebook.cells = cells
    return notebook


def _sorted_out(
    release: NotebookNode, submitted: list[SubmittedCell]
) -> tuple[dict[str, SubmittedCell], dict[str | None, list[SubmittedCell]]]:
    """Tell answers from additions; an addition is listed under the cell it stands behind."""
    ours = {name_of(cell): cell for cell in release.cells}
    given = lines_of(cell for cell in release.cells if not is_solution(cell))
    texts = {cell.source.strip() for cell in release.cells}
    answers: dict[str, SubmittedCell] = {}
    added: dict[str | None, list[SubmittedCell]] = defaultdict(list)
    anchor: str | None = None
    for cell, name in zip(submitted, recognised(release, submitted), strict=True):
        if name is None:
            copied = cell.source.strip() in texts  # from what stands in its place
            if not (copied or (cell.is_as_given and cell.kind == "markdown")):
                added[anchor].append(cell)
        elif not is_solution(ours[name]):
            anchor = name
            added[anchor].extend(_written_into(ours[name], cell, given))
        elif name not in answers or answers[name].source == ours[name].source:
            answers[name] = cell
            anchor = name
        elif cell.source not in (answers[name].source, ours[name].source):
            added[anchor].append(cell)
    return answers, added


def _written_into(
    own: NotebookNode, cell: SubmittedCell, given: Set[str]
) -> Iterable[SubmittedCell]:
    """Return what a learner wrote into a cell of ours, as a cell that they added.

    Code counts if it defines something that ours does not; else only what it says in words. What
    an earlier release said there is nobody's answer.
    """
    if cell.source.strip() == own.source.strip():
        return
    if own.cell_type == "code" and bindings(cell.source) - bindings(own.source):
        yield replace(cell, kind="code")
    elif cell.is_as_given:
        return
    elif own.cell_type != "code":
        yield replace(cell, kind="markdown", source=own_lines(cell.source, given))
    elif is_prose(words := own_lines(remarks(cell.source), given)):
        yield replace(cell, kind="markdown", source=words)


def _answer(cell: NotebookNode, answer: SubmittedCell, patience: Patience) -> None:
    if cell.cell_type == "code":
        cell.source = answer.source if answer.kind == "code" else _out_of_fence(answer.source)
        return
    cell.source = harmless(answer.source, answer.attachments, patience)
    cell.update(_attached(answer, cell.source))


def _out_of_fence(text: str) -> str:
    """Return the code of a text: what stands in its fence, if it has one."""
    return match["code"] if (match := FENCE.fullmatch(text.strip())) else text


def _new_cells(
    added: Iterable[SubmittedCell], anchor: str, patience: Patience
) -> Iterable[NotebookNode]:
    for number, cell in enumerate(added):
        identifier = re.sub(r"[^a-zA-Z0-9_-]", "-", f"added-{number}-{anchor}")[:64]
        if not cell.source.strip():
            continue
        if cell.kind == "code":
            yield new_code_cell(cell.source, id=identifier)
        else:
            source = harmless(cell.source, cell.attachments, patience)
            yield new_markdown_cell(source, id=identifier, **_attached(cell, source))


def _attached(cell: SubmittedCell, source: str) -> dict[str, dict[str, dict[str, str]]]:
    """Return the pictures of a text as a cell has them; what is shown as it is written has none."""
    return {"attachments": cell.attachments} if cell.attachments and is_rendered(source) else {}
