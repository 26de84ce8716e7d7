"""The hidden cases of an assignment, and the answers to them: given, right and typically wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.compare.difference import same_answer
from autograder.compare.tolerance import answer_threshold
from autograder.graders.exercise import Assignment, Case, Code, Exercise
from autograder.graders.outputs import named_outputs
from autograder.graders.reference import Reference
from autograder.misconceptions.variant import Misconception


@dataclass(frozen=True)
class Answer:
    """What one case gave: named outputs, or the exception that came instead."""

    case: Case
    outputs: dict[str, Any] | Exception


class Expectations:
    """The hidden cases of an assignment and their right and typically wrong answers.

    They depend on the course secret alone, so one object serves every submission.
    """

    def __init__(self, assignment: Assignment, secret: bytes) -> None:
        self.assignment = assignment
        self.reference = Reference(assignment.name)
        self._secret = secret
        self._answers: dict[tuple[str, str], list[Answer]] = {}
        self._cases: dict[str, list[Case]] = {}

    def cases(self, exercise: Exercise) -> list[Case]:
        """Return the hidden cases of an exercise, drawn once."""
        if exercise.name not in self._cases:
            self._cases[exercise.name] = self.assignment.draw_cases(exercise, self._secret)
        return self._cases[exercise.name]

    def right(self, exercise: Exercise) -> list[Answer]:
        """Return the reference's answers, computed once."""
        return self._once(exercise, "", self.reference)

    def typical(self, exercise: Exercise, misconception: Misconception) -> list[Answer]:
        """Return the answers of a known mistake, computed once."""
        code = Reference(self.assignment.name, {misconception.replaces: misconception.function})
        return self._once(exercise, misconception.id, code)

    def _once(self, exercise: Exercise, kind: str, code: Code) -> list[Answer]:
        key = (exercise.name, kind)
        if key not in self._answers:
            with np.errstate(all="ignore"):
                self._answers[key] = [answer(exercise, code, c) for c in self.cases(exercise)]
        return self._answers[key]


def answer(exercise: Exercise, code: Code, case: Case) -> Answer:
    """Run an exercise on a case; an exception is an answer too."""
    try:
        return Answer(case, named_outputs(exercise.returns, exercise.run(code, case)))
    except Exception as failure:
        return Answer(case, failure)


def same_answers(outputs: tuple[str, ...], answers: list[Answer], others: list[Answer]) -> bool:
    """Say whether two lists of answers agree in these outputs, in every case."""
    return len(answers) == len(others) and all(
        same_outputs(outputs, one, other) for one, other in zip(answers, others, strict=True)
    )


def same_outputs(outputs: tuple[str, ...], one: Answer, other: Answer) -> bool:
    if isinstance(one.outputs, Exception) or isinstance(other.outputs, Exception):
        return False
    threshold = answer_threshold(one.case.depth)
    return all(
        name in one.outputs
        and name in other.outputs
        and same_answer(one.outputs[name], other.outputs[name], threshold)
        for name in outputs
    )


def evidence_of(output: str, answers: list[Answer], expected: list[Answer]) -> str:
    """Show the staff the first case that differs, numbers included."""
    for given, right in zip(answers, expected, strict=False):
        if not same_outputs((output,), given, right):
            assert not isinstance(right.outputs, Exception)
            received = (
                given.outputs if isinstance(given.outputs, Exception) else given.outputs.get(output)
            )
            return (
                f"case: {given.case.title}\n"
                f"received {output} =\n{_shown(received)}\n"
                f"expected {output} =\n{right.outputs[output]!r:.2000}"
            )
    return ""


def _shown(value: object) -> str:
    try:
        return f"{value!r:.2000}"
    except ValueError:  # Python refuses to write out integers of thousands of digits
        return "(too long to show)"
