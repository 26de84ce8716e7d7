"""One graded notebook: what the grader wrote into it, and the learner's code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.graders.naming import BOTH
from autograder.grading.admission import UNREADABLE
from autograder.grading.shown import RECORD

EXPLORE = "explore"


class Damaged(Exception):
    """A graded notebook that says nothing; says why."""


@dataclass(frozen=True)
class Graded:
    """What one exercise got from the grader; no score as long as it is not graded."""

    name: str
    score: float | None
    max_score: float
    outcomes: tuple[str, ...]
    misconceptions: frozenset[str]


@dataclass(frozen=True)
class Submission:
    """A graded notebook.

    `code` holds the learner's cells: by exercise, and those that they added by the cell's id.
    `gaps` are layers that were missing with the operator's consent, `missing` all that were.
    """

    exercises: tuple[Graded, ...]
    code: dict[str, str]
    unreadable: bool
    gaps: frozenset[str]
    missing: frozenset[str]
    seconds: float | None


def read(path: Path) -> Submission:
    """Read a graded notebook.

    Raises
    ------
    Damaged : when it is missing, damaged, or was graded by somebody else.
    """
    try:
        notebook = json.loads(path.read_bytes())
        metadata = notebook["metadata"]
        if RECORD not in metadata:
            raise Damaged("was not graded by unrolled")
        return _submission(metadata, notebook["cells"])
    except OSError as error:
        reason = f"has a notebook that cannot be read ({error.strerror})"
        raise Damaged("has no graded notebook" if not path.exists() else reason) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Damaged("has a damaged notebook") from None


def _submission(metadata: Mapping[str, Any], cells: list[dict[str, Any]]) -> Submission:
    verdict = metadata[RECORD]
    sandbox = verdict.get("sandbox", {})
    missing = frozenset(sandbox.get("missing", ()))
    seconds = verdict.get("audit", {}).get("seconds")
    return Submission(
        exercises=tuple(_graded(exercise) for exercise in verdict["exercises"]),
        code={name: source for name, source in map(_own_code, cells) if source},
        unreadable=UNREADABLE in metadata,
        gaps=missing & frozenset(sandbox.get("accepted_gaps", ())),
        missing=missing,
        seconds=None if seconds is None else float(seconds),
    )


def _graded(exercise: Mapping[str, Any]) -> Graded:
    checks = exercise["checks"]
    return Graded(
        str(exercise["name"]),
        None if exercise["score"] is None else float(exercise["score"]),
        float(exercise["max_score"]),
        tuple(str(check["outcome"]) for check in checks),
        frozenset(
            name
            for check in checks
            if check.get("misconception") is not None
            for name in str(check["misconception"]).split(BOTH)
        ),
    )


def _own_code(cell: Mapping[str, Any]) -> tuple[str, str]:
    """Return the name and source of a learner's cell; no source if it is ours."""
    metadata = cell.get("metadata", {})
    nbgrader = metadata.get("nbgrader")
    theirs = nbgrader is None or (nbgrader.get("solution") and not nbgrader.get("grade"))
    if cell["cell_type"] != "code" or not theirs or EXPLORE in metadata.get("tags", ()):
        return "", ""
    name = cell.get("id", "") if nbgrader is None else nbgrader["grade_id"]
    return str(name), "".join(cell["source"])
