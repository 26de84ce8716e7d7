"""A fault of the grader gives no marks and is told; the taxonomy of outcomes is complete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from autograder.graders.attempt import Attempt
from autograder.graders.exercise import Exercise
from autograder.graders.expectations import Expectations
from autograder.graders.reference import Reference
from autograder.graders.registry import assignment_named
from autograder.grading.examiner import Examiner
from autograder.grading.verdict import CheckResult, Outcome
from autograder.host import CutOff, Exhausted, Missing, OutOfMemory, Raised, SandboxFault, TimedOut

TINY = assignment_named("tiny")
POINTS = {"step": 2.0, "walk": 3.0, "step_backward": 4.0}
EXPECTATIONS = Expectations(TINY, b"a secret for tests")


class Failing:
    """Code that always ends the same way."""

    def __init__(self, failure: Exception) -> None:
        self.mutating: Counter[str] = Counter()
        self.warning: Counter[str] = Counter()
        self._failure = failure

    def call(self, name: str, *arguments: Any) -> Any:
        raise self._failure

    def cache(self, name: str, *arguments: Any, position: int) -> Any:
        raise self._failure


@pytest.fixture(scope="module")
def examiner() -> Iterator[Examiner]:
    running = Examiner("tiny", POINTS)
    yield running
    running.close()


def examine(examiner: Examiner, code: Any) -> list[CheckResult]:
    attempts = {ex.name: Attempt(ex, EXPECTATIONS, code) for ex in TINY.exercises}
    return examiner.examine(attempts)


def test_the_reference_passes_every_check(examiner: Examiner) -> None:
    results = examine(examiner, Reference("tiny"))
    assert {result.outcome for result in results} == {Outcome.PASSED}
    assert sum(result.earned for result in results) == 9
    assert all(result.description for result in results)


@pytest.mark.parametrize(
    ("failure", "outcome", "says"),
    [
        (Raised("ValueError", "3.14159", ["line 1"]), Outcome.RAISED, "raised ValueError"),
        (Raised("Secret314", "3.14159", []), Outcome.RAISED, "an exception of its own"),
        (Raised("NotImplementedError", "", []), Outcome.NOT_ATTEMPTED, "not written yet"),
        (Missing("step"), Outcome.NOT_ATTEMPTED, "does not define"),
        (TimedOut(5.0), Outcome.TIMED_OUT, "within 5 seconds"),
        (OutOfMemory(), Outcome.OUT_OF_MEMORY, "memory"),
        (CutOff("forged reply"), Outcome.CUT_OFF, "cut off"),
        (Exhausted(300.0), Outcome.TIMED_OUT, "together took more than 300 seconds"),
        (SandboxFault("the zygote died"), Outcome.GRADER_FAULT, "Not graded yet"),
        (RuntimeError("a bug of ours"), Outcome.GRADER_FAULT, "Not graded yet"),
    ],
)
def test_each_end_has_its_outcome(
    examiner: Examiner, failure: Exception, outcome: Outcome, says: str
) -> None:
    results = examine(examiner, Failing(failure))
    assert {result.outcome for result in results} == {outcome}
    assert all(says in result.message for result in results)
    assert not any("314" in result.message for result in results)
    assert sum(result.earned for result in results) == 0


def test_pytest_is_collected_once(examiner: Examiner) -> None:
    """The same session serves one submission after another, whatever the last one did."""
    examine(examiner, Failing(RuntimeError("a bug of ours")))
    results = examine(examiner, Reference("tiny"))
    assert sum(result.earned for result in results) == 9


def test_a_broken_reference_is_our_fault(examiner: Examiner) -> None:
    def no_cases(exercise: Exercise, secret: bytes) -> Any:
        raise OSError("disk full")

    broken = Expectations(replace(TINY, draw_cases=no_cases), b"")
    attempts = {ex.name: Attempt(ex, broken, Reference("tiny")) for ex in TINY.exercises}
    results = examiner.examine(attempts)
    assert {result.outcome for result in results} == {Outcome.GRADER_FAULT}
    assert "disk full" in results[0].evidence
