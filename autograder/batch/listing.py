"""A class's results for programs to read, one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from autograder.batch.summary_row import SummaryRow
from autograder.grading.shown import RECORD


def listing(course: Path, assignment: str, rows: Iterable[SummaryRow]) -> Iterator[str]:
    """Yield the parts of a JSON list with an object for each learner.

    Verdicts come from the graded notebooks, so that a large class need not fit into memory.
    """
    before = "["
    for row in rows:
        yield before + json.dumps(_entry(course, assignment, row))
        before = ",\n"
    yield "]"


def _entry(course: Path, assignment: str, row: SummaryRow) -> dict[str, Any]:
    verdict = {}
    path = course / "autograded" / row.student / assignment / f"{assignment}.ipynb"
    if row.recorded and path.is_file():
        verdict = json.loads(path.read_text(encoding="utf-8"))["metadata"].get(RECORD, {})
    standing = {"outdated": row.outdated, "removed": row.removed}
    return {"student": row.student, **verdict, "trouble": row.trouble, **standing}
