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


def evidence_of(output: str, given: Answer, right: Answer) -> str:
    """Show the staff what was asked, received and expected in one case, numbers included."""
    assert not isinstance(given.outputs, Exception)
    assert not isinstance(right.outputs, Exception)
    asked = "\n".join(f"{name} = {_shown(value)}" for name, value in given.case.values.items())
    return (
        f"case: {given.case.title}\n"
        f"received {output} =\n{_shown(given.outputs.get(output))}\n"
        f"expected {output} =\n{_shown(right.outputs[output])}\n"
        f"in the case of\n{asked}"
    )


def _shown(value: object) -> str:
    try:
        return f"{value!r:.1000}"
    except ValueError:  # Python refuses to write out integers of thousands of digits
        return "(too long to show)"
