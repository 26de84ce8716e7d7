"""Some code tried with the checks of an exercise, where nobody is given marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograder.graders.attempt import Attempt
from autograder.graders.check import checks_of
from autograder.graders.code import ObservedCode
from autograder.graders.exercise import Exercise
from autograder.graders.expectations import Answer, Expectations
from autograder.graders.registry import grader_module


def failures(
    exercise: Exercise,
    expectations: Expectations,
    code: ObservedCode,
    answers: Sequence[Answer] | None = None,
) -> Iterator[Exception]:
    """Run every check of an exercise; yield what ends those that do not pass.

    Parameters
    ----------
    answers : the code's, to all cases, where they are known; else it is asked.
    """
    attempt = Attempt(exercise, expectations, code)
    if answers is not None:
        attempt.answers = answers
    for check, mark in checks_of(grader_module(expectations.assignment.name)):
        if mark["exercise"] == exercise.name:
            try:
                check(attempt)
            except Exception as failure:
                yield failure
