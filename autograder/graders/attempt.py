"""What somebody's code answers to one exercise, compared with what it should answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from autograder.compare.difference import difference, same_answer
from autograder.compare.tolerance import answer_threshold
from autograder.graders.exercise import Assignment, Case, Code, Exercise
from autograder.graders.failure import Wrong
from autograder.graders.gradient import gradient_difference, is_substantial
from autograder.graders.outputs import listed, named_outputs
from autograder.graders.reference import Reference
from autograder.messages import Message
from autograder.misconceptions.variant import Misconception, misconceptions_of


@dataclass(frozen=True)
class Award:
    """What a passed check earns, and why it is not the plain full credit if it is not."""

    credit: float
    message: Message


FULL = Award(1.0, Message("passed.plain"))


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


class Attempt:
    """One learner's code at one exercise.

    Parameters
    ----------
    exercise : what was asked.
    expectations : the hidden cases and what they should give.
    code : the learner's functions.
    attempts : the same learner's attempts at all exercises, by name.
    substitute : gives the learner's functions with the reference's in place of those that the
        exercise uses; None when that could not help.
    """

    def __init__(
        self,
        exercise: Exercise,
        expectations: Expectations,
        code: Code,
        attempts: Mapping[str, Attempt] = {},
        substitute: Callable[[], Code] | None = None,
    ) -> None:
        self.exercise = exercise
        self.award = FULL
        self.imperfect = False
        self._expectations = expectations
        self._code = code
        self._attempts = attempts
        self._substitute = substitute

    def agrees(self, output: str, kind: str = "ordinary") -> None:
        """Pass when this output is right in every case of this kind.

        Failing that, pass when it is right with earlier exercises taken from the reference, or,
        at a cap, when it is the true gradient of the learner's own wrong forward.

        Raises
        ------
        Wrong : when it is none of these; whatever the learner's code raised, otherwise.
        """
        self.award = FULL
        try:
            self._compare(output, kind, self._answers)
        except Exception as failure:
            self.imperfect = True
            if self._agrees_when_substituted(output, kind) or self._follows_through(output):
                return
            raise failure from None

    def is_gradient(self) -> None:
        """Pass when every output is the gradient of the learner's own forward.

        Raises
        ------
        Wrong : naming the first output that is not.
        """
        self.award = FULL
        try:
            self._check_gradient(self._code, self._answers, self.exercise.returns)
        except Exception as failure:
            self.imperfect = True
            if self._is_gradient_when_substituted():
                return
            raise failure from None

    @cached_property
    def _answers(self) -> list[Answer]:
        return self._answer_all(self._code)

    def _answer_all(self, code: Code) -> list[Answer]:
        """Answer every case, but stop at an exception: the rest would only repeat it."""
        answers: list[Answer] = []
        for case in self._expectations.cases(self.exercise):
            answers.append(answer(self.exercise, code, case))
            if isinstance(answers[-1].outputs, Exception):
                break
        return answers

    @cached_property
    def _substitution(self) -> tuple[Code, tuple[str, ...], list[Answer]] | None:
        names = tuple(name for name in self.exercise.uses if self._is_imperfect(name))
        if self._substitute is None or not names:
            return None
        code = self._substitute()
        return code, names, self._answer_all(code)

    def _is_imperfect(self, name: str) -> bool:
        return name in self._attempts and self._attempts[name].imperfect

    def _compare(self, output: str, kind: str, answers: list[Answer]) -> None:
        expected = self._expectations.right(self.exercise)
        for given, right in zip(answers, expected, strict=False):
            if given.case.kind != kind and not isinstance(given.outputs, Exception):
                continue
            message = self._difference(output, given, right)
            if message is not None:
                raise self._explained(message, output, answers)

    def _difference(self, output: str, given: Answer, right: Answer) -> Message | None:
        if isinstance(given.outputs, Exception):
            raise given.outputs
        if isinstance(right.outputs, Exception):
            raise RuntimeError(f"the reference fails at {self.exercise.name}") from right.outputs
        where = str(Message("where.case", {"title": given.case.title}))
        if output not in given.outputs:
            returns = listed(self.exercise.returns)
            return Message("wrong.missing", {"output": output, "returns": returns})
        return difference(
            output,
            given.outputs[output],
            right.outputs[output],
            answer_threshold(given.case.depth),
            where,
        )

    def _explained(self, message: Message, output: str, answers: list[Answer]) -> Wrong:
        known = self._recognised(output, answers)
        evidence = _evidence(output, answers, self._expectations.right(self.exercise))
        if known is None:
            return Wrong(message, evidence=evidence)
        return Wrong(message, known.id, known.hint, evidence)

    def _recognised(self, output: str, answers: list[Answer]) -> Misconception | None:
        """Find the known mistake that gives these answers: to all outputs if one does."""
        known = misconceptions_of(self._expectations.assignment.name, self.exercise.name)
        for outputs in (self.exercise.returns, (output,)):
            for misconception in known:
                typical = self._expectations.typical(self.exercise, misconception)
                if _same(outputs, answers, typical) and self._differs(output, typical):
                    return misconception
        return None

    def _differs(self, output: str, typical: list[Answer]) -> bool:
        return not _same((output,), typical, self._expectations.right(self.exercise))

    def _agrees_when_substituted(self, output: str, kind: str) -> bool:
        substitution = self._substitution
        if substitution is None:
            return False
        _, names, answers = substitution
        try:
            self._compare(output, kind, answers)
        except Exception:
            return False
        self.award = Award(1.0, Message("passed.substituted", {"names": listed(names)}))
        return True

    def _is_gradient_when_substituted(self) -> bool:
        substitution = self._substitution
        if substitution is None:
            return False
        code, names, answers = substitution
        try:
            self._check_gradient(code, answers, self.exercise.returns)
        except Exception:
            return False
        self.award = Award(1.0, Message("passed.substituted", {"names": listed(names)}))
        return True

    def _follows_through(self, output: str) -> bool:
        forward = self.exercise.forward
        if forward is None or not self._is_imperfect(forward.name):
            return False
        if output not in self._gradient_names():
            return False
        try:
            self._check_gradient(self._code, self._answers, (output,))
            if not self._forward_is_substantial:
                return False
        except Exception:
            return False
        percent = round(100 * forward.follow_through)
        values: dict[str, str | int | float] = {"forward": forward.name, "percent": percent}
        self.award = Award(forward.follow_through, Message("passed.follow_through", values))
        return True

    def _gradient_names(self) -> tuple[str, ...]:
        forward = self.exercise.forward
        if forward is None:
            return ()
        return tuple(forward.inputs(self._expectations.cases(self.exercise)[0]))

    @cached_property
    def _forward_is_substantial(self) -> bool:
        forward = self.exercise.forward
        assert forward is not None
        return all(
            is_substantial(forward, self._code, given.case)
            for given in self._answers
            if given.case.check_gradient
        )

    def _check_gradient(self, code: Code, answers: list[Answer], outputs: tuple[str, ...]) -> None:
        forward = self.exercise.forward
        assert forward is not None, f"{self.exercise.name} is not a backward"
        for given in answers:
            if isinstance(given.outputs, Exception):
                raise given.outputs
            if given.case.check_gradient:
                message = gradient_difference(forward, code, given.case, given.outputs, outputs)
                if message is not None:
                    raise Wrong(message)


def answer(exercise: Exercise, code: Code, case: Case) -> Answer:
    """Run an exercise on a case; an exception is an answer too."""
    try:
        return Answer(case, named_outputs(exercise.returns, exercise.run(code, case)))
    except Exception as failure:
        return Answer(case, failure)


def _same(outputs: tuple[str, ...], answers: list[Answer], others: list[Answer]) -> bool:
    """Say whether two lists of answers agree in these outputs, in every case."""
    return len(answers) == len(others) and all(
        _same_outputs(outputs, one, other) for one, other in zip(answers, others, strict=True)
    )


def _same_outputs(outputs: tuple[str, ...], one: Answer, other: Answer) -> bool:
    if isinstance(one.outputs, Exception) or isinstance(other.outputs, Exception):
        return False
    threshold = answer_threshold(one.case.depth)
    return all(
        name in one.outputs
        and name in other.outputs
        and same_answer(one.outputs[name], other.outputs[name], threshold)
        for name in outputs
    )


def _evidence(output: str, answers: list[Answer], expected: list[Answer]) -> str:
    """Show the staff the first case that differs, numbers included."""
    for given, right in zip(answers, expected, strict=False):
        if not _same_outputs((output,), given, right):
            assert not isinstance(right.outputs, Exception)
            received = (
                given.outputs if isinstance(given.outputs, Exception) else given.outputs.get(output)
            )
            return (
                f"case: {given.case.title}\n"
                f"received {output} =\n{received!r:.2000}\n"
                f"expected {output} =\n{right.outputs[output]!r:.2000}"
            )
    return ""
