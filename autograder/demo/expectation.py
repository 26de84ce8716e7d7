"""Whether a sample submission got what its description promises."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.demo.sample import Sample
from autograder.grading.verdict import ExerciseResult, Verdict, points


def unmet(sample: Sample, verdict: Verdict) -> list[str]:
    """Return a sentence for each expectation that a verdict does not meet."""
    return list(_unmet(sample, verdict))


def _unmet(sample: Sample, verdict: Verdict) -> Iterator[str]:
    expected = sample.expected
    score = 0 if expected.get("unreadable") else expected.get("score", verdict.score)
    if verdict.score != score:
        yield f"{points(verdict.score, verdict.max_score)} points, not {score:g}"
    messages = [check.message for exercise in verdict.exercises for check in exercise.checks]
    if not any(expected.get("says", "") in message for message in messages):
        yield f"nobody says {expected['says']!r}"
    for name, wanted in expected.get("exercises", {}).items():
        result = verdict.exercise(name)
        assert result is not None, f"{sample.name} expects something of {name!r}"
        yield from (f"{name}: {problem}" for problem in _unmet_by_exercise(wanted, result))


def _unmet_by_exercise(wanted: dict[str, object], result: ExerciseResult) -> Iterator[str]:
    score = wanted.get("score", result.score)
    if result.score != score:
        yield f"{points(result.score, result.max_score)} points, not {score}"
    outcomes = {str(check.outcome) for check in result.checks}
    if "outcomes" in wanted and outcomes != set(wanted["outcomes"]):  # type: ignore[call-overload]
        yield f"outcomes {sorted(outcomes)}, not {wanted['outcomes']}"
    named = {check.misconception for check in result.checks}
    if "misconception" in wanted and wanted["misconception"] not in named:
        yield f"not recognised as {wanted['misconception']}"
    if "misconception" in wanted and result.score == result.max_score:
        yield f"{wanted['misconception']} is accepted"
