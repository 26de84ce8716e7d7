"""Rebuilding a submission from the release: order, metadata and locked cells are ours."""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Iterable

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.grading.submission import SubmittedCell

EXPLORE = "explore"
HTML_TAG = re.compile(r"<(?=[A-Za-z/!?])")


def grade_id(cell: NotebookNode) -> str | None:
    """Return the id that nbgrader knows a cell by."""
    identifier: str | None = cell.metadata.get("nbgrader", {}).get("grade_id")
    return identifier


def is_solution(cell: NotebookNode) -> bool:
    """Say whether a cell is the learner's to write."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


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
    stay behind the cell that they were added behind. A solution cell that lost its metadata
    is recognised by the function it defines. Of two with the same id, both run, in order.
    """
    notebook = copy.deepcopy(release)
    answers, added = _sorted_out(notebook, submitted)
    cells: list[NotebookNode] = list(_new_cells(added[None], "start"))
    for cell in notebook.cells:
        identifier = grade_id(cell)
        if is_solution(cell) and identifier in answers:
            _answer(cell, answers[identifier])
        cells.append(cell)
        cells.extend(_new_cells(added[identifier or cell.id], identifier or cell.id))
    notebook.cells = cells
    return notebook


def _sorted_out(
    release: NotebookNode, submitted: list[SubmittedCell]
) -> tuple[dict[str, SubmittedCell], dict[str | None, list[SubmittedCell]]]:
    """Tell answers from additions; an addition is listed under the cell it stands behind."""
    ours = {grade_id(cell) or cell.id: cell for cell in release.cells}
    exploration = {cell.source: cell.id for cell in release.cells if is_exploration(cell)}
    claimed = {cell.grade_id for cell in submitted}
    answers: dict[str, SubmittedCell] = {}
    added: dict[str | None, list[SubmittedCell]] = defaultdict(list)
    anchor: str | None = None
    for cell in submitted:
        identifier = cell.grade_id if cell.grade_id in ours else _recognised(cell, ours, claimed)
        if identifier is None and cell.source in exploration:
            anchor = exploration[cell.source]
        elif identifier is None or (identifier in answers and cell != answers[identifier]):
            added[anchor].append(cell)
        else:
            anchor = identifier
            if is_solution(ours[identifier]):
                answers[identifier] = cell
    return answers, added


def _recognised(
    cell: SubmittedCell, ours: dict[str, NotebookNode], claimed: set[str | None]
) -> str | None:
    """Find the solution cell that an unmarked cell must be, by the function it defines."""
    if cell.kind != "code":
        return None
    for identifier, own in ours.items():
        lost = is_solution(own) and own.cell_type == "code" and identifier not in claimed
        if lost and re.search(rf"^def {re.escape(identifier)}\b", cell.source, re.MULTILINE):
            return identifier
    return None


def _answer(cell: NotebookNode, answer: SubmittedCell) -> None:
    if cell.cell_type == "code":
        cell.source = answer.source
        return
    cell.source = _without_html(answer.source)
    if answer.attachments:
        cell.attachments = answer.attachments


def _new_cells(added: Iterable[SubmittedCell], anchor: str) -> Iterable[NotebookNode]:
    for number, cell in enumerate(added):
        identifier = re.sub(r"[^a-zA-Z0-9_-]", "-", f"added-{number}-{anchor}")[:64]
        if not cell.source.strip():
            continue
        if cell.kind == "code":
            yield new_code_cell(cell.source, id=identifier)
        else:
            attachments = {"attachments": cell.attachments} if cell.attachments else {}
            yield new_markdown_cell(_without_html(cell.source), id=identifier, **attachments)


def _without_html(source: str) -> str:
    """Break up every HTML tag in a learner's text: it is shown in the browsers of the staff."""
    return HTML_TAG.sub("< ", source)
