"""One mark as data: as it was recorded, or as it came out now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import nbformat

from autograder.grading.audit import SEAL, seal
from autograder.grading.course import Course, CourseError
from autograder.grading.shown import RECORD


@dataclass(frozen=True)
class Check:
    """What one check gave: outcome and message, known mistake, digest of what the staff saw."""

    outcome: str
    message: str
    misconception: str | None
    earned: float | None
    evidence: str | None


@dataclass(frozen=True)
class Mark:
    """Scores and checks by exercise, and what they depended on; none where it is not graded yet."""

    scores: dict[str, float | None]
    max_scores: dict[str, float]
    checks: dict[str, dict[str, Check]]
    layers: dict[str, str]
    accepted_gaps: list[str]
    audit: dict[str, Any]

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Mark:
        """Read what `Verdict.as_json` wrote.

        Raises
        ------
        KeyError, TypeError, ValueError, AttributeError : when it is something else.
        """
        audit = dict(record["audit"])
        digests = audit.get("exercises", {})
        return cls(
            {each["name"]: _score(each["score"]) for each in record["exercises"]},
            {each["name"]: float(each["max_score"]) for each in record["exercises"]},
            {
                each["name"]: _checks(each["checks"], digests.get(each["name"], {}))
                for each in record["exercises"]
            },
            dict(record["sandbox"]["layers"]),
            list(record["sandbox"]["accepted_gaps"]),
            audit,
        )


@dataclass(frozen=True)
class Recorded:
    """A recorded mark.

    `sealed` says whether it is as the grader wrote it; None when the secret was another.
    """

    mark: Mark
    sealed: bool | None


NO_MARK = Recorded(Mark({}, {}, {}, {}, [], {}), None)


def recorded(course: Course, assignment: str, student: str) -> Recorded:
    """Read the mark that stands in the metadata of a learner's autograded notebook.

    Raises
    ------
    CourseError : when there is none.
    """
    path = course.root / "autograded" / student / assignment / f"{assignment}.ipynb"
    if not path.is_file():
        raise CourseError(
            f"No mark of {assignment!r} is recorded for {student!r}: there is no {path}. "
            f"Grade it first: unrolled grade {assignment} --student {student}."
        )
    try:
        record = nbformat.read(path, as_version=4).metadata[RECORD]
        mark = Mark.of(record)
        own = mark.audit["secret_id"] == course.secret_id
        return Recorded(mark, mark.audit.get(SEAL) == seal(course, record) if own else None)
    except (KeyError, TypeError, ValueError, AttributeError, nbformat.ValidationError):
        raise CourseError(
            f"{path} holds no mark that can be read: it was graded without unrolled, or changed. "
            f"Grade it again: unrolled grade {assignment} --student {student}."
        ) from None


def _score(score: Any) -> float | None:
    return None if score is None else float(score)


def _checks(checks: list[dict[str, Any]], digests: Mapping[str, Any]) -> dict[str, Check]:
    audited = digests.get("checks", {})
    return {
        check["name"]: Check(
            check["outcome"],
            check["message"],
            check.get("misconception"),
            audited.get(check["name"], {}).get("earned"),
            audited.get(check["name"], {}).get("evidence"),
        )
        for check in checks
    }
