"""A class's results for programs to read, one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from autograder.batch.line import Line


def listing(course: Path, assignment: str, lines: Iterable[Line]) -> Iterator[str]:
    """Yield the parts of a JSON list with an object for each learner.

    Verdicts come from the graded notebooks, so that a large class need not fit into memory.
    """
    before = "["
    for line in lines:
        yield before + json.dumps(_entry(course, assignment, line))
        before = ",\n"
    yield "]"


def _entry(course: Path, assignment: str, line: Line) -> dict[str, Any]:
    verdict = {}
    if line.recorded:
        path = course / "autograded" / line.student / assignment / f"{assignment}.ipynb"
        verdict = json.loads(path.read_text(encoding="utf-8"))["metadata"]["unrolled"]
    return {"student": line.student, **verdict, "trouble": line.trouble}
