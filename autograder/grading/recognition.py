"""Telling which cell of the release a submitted cell is, also when its metadata was lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from nbformat import NotebookNode

from autograder.grading.submission import SubmittedCell

DEFINITION = re.compile(r"^def (\w++)", re.MULTILINE)
LONGEST_GIVEN = 100_000  # no text of ours is longer, white space around it included


def grade_id(cell: NotebookNode) -> str | None:
    """Return the id that nbgrader knows a cell by."""
    identifier: str | None = cell.metadata.get("nbgrader", {}).get("grade_id")
    return identifier


def is_solution(cell: NotebookNode) -> bool:
    """Say whether a cell is the learner's to write."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def name_of(cell: NotebookNode) -> str:
    """Return what a cell of the release is known by here."""
    return grade_id(cell) or cell.id


def recognised(release: NotebookNode, submitted: list[SubmittedCell]) -> list[str | None]:
    """Return for each submitted cell the name of the cell that it is; None if it was added.

    What nbgrader's metadata says counts first. A cell without a known name may be a cell that is
    missing: one with the same text, the one whose function it defines, the one that has its
    notebook id, or the written answer to the question before it.
    """
    ours = {name_of(cell): cell for cell in release.cells}
    names = [cell.grade_id if cell.grade_id in ours else None for cell in submitted]
    for is_it in (
        _has_its_text,
        _defines_its_function,
        _has_its_id,
        _answers_its_question(release),
    ):
        missing = ours.keys() - set(names)
        for index, cell in enumerate(submitted):
            if names[index] is not None or not missing:
                continue
            before = names[index - 1] if index else None
            found = (name for name in ours if name in missing and is_it(cell, ours[name], before))
            names[index] = next(found, None)
            missing.discard(names[index] or "")
    return names


def _has_its_text(cell: SubmittedCell, own: NotebookNode, _: str | None) -> bool:
    if is_solution(own) or len(cell.source) > LONGEST_GIVEN:
        return False
    return cell.source.strip() == own.source.strip()


def _defines_its_function(cell: SubmittedCell, own: NotebookNode, _: str | None) -> bool:
    is_code = is_solution(own) and own.cell_type == "code"
    return is_code and name_of(own) in _defined(cell.kind, cell.source)


@lru_cache(1)  # cells are gone through one after another
def _defined(kind: str, source: str) -> frozenset[str]:
    """Return the names of functions that a cell defines; one that is not code, at its start."""
    if kind != "code":
        source = source[:LONGEST_GIVEN].lstrip().partition("\n")[0]
    return frozenset(DEFINITION.findall(source))


def _has_its_id(cell: SubmittedCell, own: NotebookNode, _: str | None) -> bool:
    return is_solution(own) and cell.kind == own.cell_type and cell.id == own.id


def _answers_its_question(
    release: NotebookNode,
) -> Callable[[SubmittedCell, NotebookNode, str | None], bool]:
    names = [name_of(cell) for cell in release.cells]
    question = dict(zip(names[1:], names, strict=False))

    def answers(cell: SubmittedCell, own: NotebookNode, before: str | None) -> bool:
        is_words = is_solution(own) and own.cell_type == cell.kind == "markdown"
        return is_words and before is not None and before == question.get(name_of(own))

    return answers
