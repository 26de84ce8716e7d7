"""The hidden cases of an assignment, and the answers to them: given, right and typically wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.compare.difference import same_answer
from autograder.compare.tolerance import answer_threshold
from autograder.graders.code import ObservedCode
from autograder.graders.exercise import Assignment, Case, Exercise
from autograder.graders.failure import kinds_of, same_failure
from autograder.graders.gradient import gradient_of
from autograder.graders.mistakes import Mistakes
from autograder.graders.outputs import named_outputs
from autograder.graders.reference import Reference
from autograder.mistakes.mistake import Mistake


@dataclass(frozen=True)
class Answer:
    """What one case gave: named outputs, or the exception that came instead.

    `mutated` and `warned` say whether the exercise's own function modified its arguments or
    caused a warning.
    """

    case: Case
    outputs: dict[str, Any] | Exception
    mutated: bool = False
    warned: bool = False

    @property
    def failure(self) -> Exception | None:
        """The exception that came where none should."""
        if isinstance(self.outputs, Exception) and not self.case.raises:
            return self.outputs
        return None


class Expectations:
    """The hidden cases of an assignment and their right and typically wrong answers.

    They depend on the course secret alone, so one object serves every submission.

    Parameters
    ----------
    costly : whether to have the cases that measure memory or take long, too.
    """

    def __init__(self, assignment: Assignment, secret: bytes, costly: bool = True) -> None:
        self.assignment = assignment
        self.reference = Reference(assignment.name)
        self._secret = secret
        self._costly = costly
        self._answers: dict[tuple[str, ...], list[Answer]] = {}
        self._gradients: dict[tuple[str, ...], list[Answer]] = {}
        self._cases: dict[str, list[Case]] = {}

    def cases(self, exercise: Exercise) -> list[Case]:
        """Return the hidden cases of an exercise, drawn once."""
        if exercise.name not in self._cases:
            drawn = self.assignment.draw_cases(exercise, self._secret)
            self._cases[exercise.name] = [
                case for case in drawn if self._costly or not (case.megabytes or case.slow)
            ]
        return self._cases[exercise.name]

    def right(self, exercise: Exercise) -> list[Answer]:
        """Return the reference's answers, computed once."""
        return self.typical(exercise)

    def typical(self, exercise: Exercise, *mistakes: Mistake) -> list[Answer]:
        """Return the answers of the reference with known mistakes in it, computed once.

        Slow cases are left out: they are not for trying mistakes on.
        """
        key = _key(exercise, mistakes)
        if key not in self._answers:
            cases = self.cases(exercise)
            code = self._reference(mistakes)
            tried = iter(answers(exercise, code, [c for c in cases if not (mistakes and c.slow)]))
            self._answers[key] = [
                Answer(case, {}) if mistakes and case.slow else next(tried) for case in cases
            ]
        return self._answers[key]

    def gradients(self, exercise: Exercise, mistakes: Mistakes) -> list[Answer]:
        """Return the gradient of a forward with known mistakes in it, computed once.

        It is there for the cases that are for checking gradients.
        """
        key = _key(exercise, mistakes)
        if key not in self._gradients:
            forward = exercise.forward
            assert forward is not None, f"{exercise.name} is not a backward"
            code = self._reference(mistakes)
            self._gradients[key] = [
                Answer(case, dict(gradient_of(forward, code, case)))
                for case in self.cases(exercise)
                if case.check_gradient
            ]
        return self._gradients[key]

    def _reference(self, mistakes: Mistakes) -> Reference:
        if not mistakes:
            return self.reference
        return Reference(self.assignment.name, mistakes=mistakes)


def _key(exercise: Exercise, mistakes: Mistakes) -> tuple[str, ...]:
    return exercise.name, *(known.id for known in mistakes)


def answers(exercise: Exercise, code: ObservedCode, cases: list[Case]) -> list[Answer]:
    """Answer every case, but none of a kind that has failed: the rest would only repeat it."""
    failures: dict[str, Exception] = {}
    given: list[Answer] = []
    for case in cases:
        known = failures.get(case.kind) or failures.get("ordinary")
        given.append(Answer(case, known) if known else answer(exercise, code, case))
        failure = given[-1].failure
        if failure is not None:
            failures[case.kind] = failure
    return given


def answer(exercise: Exercise, code: ObservedCode, case: Case) -> Answer:
    """Run an exercise on a case; an exception is an answer too."""
    if case.megabytes or case.seconds:
        code = code.within(case.megabytes, case.seconds)
    if case.counted:
        code = code.counting(case.counted)
    mutating, warning = code.mutating[exercise.name], code.warning[exercise.name]
    try:
        with np.errstate(all="ignore"):
            value = exercise.run(code, case)
        outputs = named_outputs(exercise.outputs, _without_cache(value, exercise.cache_position))
    except Exception as failure:
        return Answer(case, failure)
    if case.counted:
        outputs["calls"] = code.calls[case.counted]
    return Answer(
        case,
        outputs,
        mutated=code.mutating[exercise.name] > mutating,
        warned=code.warning[exercise.name] > warning,
    )


def same_answers(outputs: tuple[str, ...], given: list[Answer], others: list[Answer]) -> bool:
    """Say whether two lists of answers agree in these outputs, in every case."""
    return len(given) == len(others) and all(
        same_outputs(outputs, one, other) for one, other in zip(given, others, strict=True)
    )


def same_outputs(outputs: tuple[str, ...], one: Answer, other: Answer) -> bool:
    """Say whether two answers agree in these outputs, or in the kind of exception.

    Memory is measured differently in and out of the sandbox, so it tells no mistakes apart; on
    slow cases they have not been tried.
    """
    if one.case.megabytes or one.case.slow:
        return not (_failed_otherwise(one) or _failed_otherwise(other))
    if isinstance(one.outputs, Exception) and isinstance(other.outputs, Exception):
        if one.case.raises:  # in words of their own
            return kinds_of(one.outputs)[:1] == kinds_of(other.outputs)[:1]
        return same_failure(one.outputs, other.outputs)
    if isinstance(one.outputs, Exception) or isinstance(other.outputs, Exception):
        return False
    threshold = answer_threshold(one.case.depth)
    names = (*outputs, "calls") if one.case.counted else outputs
    return all(
        (name in one.outputs) == (name in other.outputs)
        and same_answer(one.outputs.get(name), other.outputs.get(name), threshold)
        for name in names
    )


def _without_cache(value: Any, position: int | None) -> Any:
    """Leave out the cache: nobody looks inside, and its keys may be names of outputs."""
    if position is None or not isinstance(value, tuple | list):
        return value
    return tuple(item for index, item in enumerate(value) if index != position)


def _failed_otherwise(answer: Answer) -> bool:
    failure = answer.failure
    return failure is not None and "MemoryError" not in kinds_of(failure)
