"""What somebody's code answers to one exercise, compared with what it should answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from autograder.compare.difference import difference
from autograder.compare.tolerance import answer_threshold
from autograder.graders.exercise import Code, Exercise
from autograder.graders.expectations import (
    Answer,
    Expectations,
    answer,
    evidence_of,
    same_answers,
)
from autograder.graders.failure import Wrong
from autograder.graders.gradient import gradient_difference, is_substantial
from autograder.graders.outputs import listed
from autograder.messages import Message
from autograder.misconceptions.variant import Misconception, misconceptions_of


@dataclass(frozen=True)
class Award:
    """What a passed check earns, and why it is not the plain full credit if it is not."""

    credit: float
    message: Message


FULL = Award(1.0, Message("passed.plain"))


class Attempt:
    """One learner's code at one exercise.

    Parameters
    ----------
    exercise : what was asked.
    expectations : the hidden cases and what they should give.
    code : the learner's functions.
    attempts : the same learner's attempts at all exercises, by name.
    substitute : gives the learner's functions with the reference's in place of those named;
        None when that could not help.
    """

    def __init__(
        self,
        exercise: Exercise,
        expectations: Expectations,
        code: Code,
        attempts: Mapping[str, Attempt] = {},
        substitute: Callable[[tuple[str, ...]], Code] | None = None,
    ) -> None:
        self.exercise = exercise
        self.award = FULL
        self.imperfect = False
        self.blamed: tuple[str, ...] = ()
        self._expectations = expectations
        self._code = code
        self._attempts = attempts
        self._substitute = substitute
        self._substitutes: dict[tuple[str, ...], tuple[Code, list[Answer]]] = {}

    def agrees(self, output: str, kind: str = "ordinary") -> None:
        """Pass when this output is right in every case of this kind.

        Failing that, pass when it is right with earlier exercises taken from the reference, or,
        at a cap, when it is the true gradient of the learner's own wrong forward.

        Raises
        ------
        Wrong : when it is none of these; whatever the learner's code raised, otherwise.
        """

        def compare(code: Code, answers: list[Answer]) -> None:
            self._compare(output, kind, answers)

        self._pass(compare, or_else=lambda: self._follows_through(output))

    def is_gradient(self) -> None:
        """Pass when every output is the gradient of the learner's own forward.

        A wrong forward must not be trivial: the gradient of a constant proves nothing.

        Raises
        ------
        Wrong : naming the first output that is not.
        """

        def check(code: Code, answers: list[Answer]) -> None:
            self._check_gradient(code, answers, self.exercise.returns)
            self._refuse_trivial_forward(code)

        self._pass(check)

    def _pass(
        self,
        check: Callable[[Code, list[Answer]], None],
        or_else: Callable[[], bool] = lambda: False,
    ) -> None:
        """Run a check on the learner's own functions, then with substitutes, then give way."""
        self.award = FULL
        try:
            check(self._code, self._answers)
        except Exception as failure:
            self.imperfect = True
            if self._passes_when_substituted(check) or or_else():
                return
            self.blamed = (self.exercise.name,)
            raise failure from None

    def _passes_when_substituted(self, check: Callable[[Code, list[Answer]], None]) -> bool:
        for group in self.exercise.uses:
            to_blame = tuple(name for name in group if self._is_imperfect(name))
            if self._substitute is None or not to_blame:
                continue
            try:
                check(*self._substituted(group))
            except Exception:  # whatever it is, the learner's own failure is what counts
                continue
            self.blamed = self._culprits(to_blame)
            names: dict[str, str | int | float] = {"names": listed(self.blamed)}
            self.award = Award(1.0, Message("passed.substituted", names))
            return True
        return False

    def _culprits(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the exercises with the mistake: some of these may only suffer from it, too."""
        blamed = [self._attempts[name].blamed or (name,) for name in names]
        return tuple(dict.fromkeys(culprit for culprits in blamed for culprit in culprits))

    def _substituted(self, group: tuple[str, ...]) -> tuple[Code, list[Answer]]:
        """Return the learner's code with the reference in place of a group, and its answers."""
        assert self._substitute is not None
        if group not in self._substitutes:
            code = self._substitute(group)
            self._substitutes[group] = code, self._answer_all(code)
        return self._substitutes[group]

    def _refuse_trivial_forward(self, code: Code) -> None:
        forward = self.exercise.forward
        assert forward is not None
        if self._is_imperfect(forward.name) and not self._is_substantial(code):
            raise Wrong(Message("wrong.trivial", {"forward": forward.name}))

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

    def _is_imperfect(self, name: str) -> bool:
        return name in self._attempts and self._attempts[name].imperfect

    def _compare(self, output: str, kind: str, answers: list[Answer]) -> None:
        expected = self._expectations.right(self.exercise)
        for given, right in zip(answers, expected, strict=False):
            if given.case.kind != kind and not isinstance(given.outputs, Exception):
                continue
            message = self._difference(output, given, right)
            if message is not None:
                evidence = evidence_of(output, given, right)
                raise self._explained(message, output, answers, evidence)

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

    def _explained(
        self, message: Message, output: str, answers: list[Answer], evidence: str
    ) -> Wrong:
        known = self._recognised(output, answers)
        if known is None:
            return Wrong(message, evidence=evidence)
        return Wrong(message, known.id, known.hint, evidence)

    def _recognised(self, output: str, answers: list[Answer]) -> Misconception | None:
        """Find the known mistake that gives these answers: to all outputs if one does."""
        known = misconceptions_of(self._expectations.assignment.name, self.exercise.name)
        for outputs in (self.exercise.returns, (output,)):
            for misconception in known:
                typical = self._expectations.typical(self.exercise, misconception)
                if same_answers(outputs, answers, typical) and self._differs(output, typical):
                    return misconception
        return None

    def _differs(self, output: str, typical: list[Answer]) -> bool:
        return not same_answers((output,), typical, self._expectations.right(self.exercise))

    def _follows_through(self, output: str) -> bool:
        forward = self.exercise.forward
        if forward is None or not self._is_imperfect(forward.name):
            return False
        if output not in self._gradient_names():
            return False
        try:
            self._check_gradient(self._code, self._answers, (output,))
            if not self._is_substantial(self._code):
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

    def _is_substantial(self, code: Code) -> bool:
        forward = self.exercise.forward
        assert forward is not None
        return all(
            is_substantial(forward, code, case)
            for case in self._expectations.cases(self.exercise)
            if case.check_gradient
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
