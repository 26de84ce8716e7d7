"""What somebody's code answers to one exercise, compared with what it should answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from autograder.compare.difference import difference
from autograder.compare.tolerance import answer_threshold
from autograder.graders.code import ObservedCode
from autograder.graders.evidence import evidence_of
from autograder.graders.exercise import Exercise
from autograder.graders.expectations import Answer, Expectations, answers, same_answers
from autograder.graders.failure import Explained, Wrong, kinds_of
from autograder.graders.gradient import gradient_difference, is_substantial
from autograder.graders.outputs import listed
from autograder.graders.problem import (
    Law,
    Problem,
    first_acceptance,
    first_habit,
    first_offence,
)
from autograder.messages import Message
from autograder.misconceptions.variant import Misconception, misconceptions_of

Find = Callable[[list[Answer]], Problem | None]


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
        code: ObservedCode,
        attempts: Mapping[str, Attempt] = {},
        substitute: Callable[[tuple[str, ...]], ObservedCode] | None = None,
    ) -> None:
        self.exercise = exercise
        self.award = FULL
        self.imperfect = False
        self.blamed: tuple[str, ...] = ()
        self._expectations = expectations
        self._code = code
        self._attempts = attempts
        self._substitute = substitute
        self._substitutes: dict[tuple[str, ...], tuple[ObservedCode, list[Answer]]] = {}

    def agrees(self, output: str, kind: str = "ordinary", only: str = "") -> None:
        """Pass when this output is right in every case of this kind.

        Failing that, pass when it is right with earlier exercises taken from the reference, or,
        at a cap, when it is the true gradient of the learner's own wrong forward.

        Parameters
        ----------
        only : of a dictionary, look only at the entries whose names begin like this.

        Raises
        ------
        Wrong : when it is none of these; whatever the learner's code raised, otherwise.
        """

        def find(answers: list[Answer]) -> Problem | None:
            return self._disagreement(output, kind, only, answers)

        self._demand(find, (output,), or_else=lambda: self._follows_through(output))

    def obeys(self, law: Law, kind: str = "ordinary") -> None:
        """Pass when the outputs obey a law in every case of this kind.

        Raises
        ------
        Wrong : what the law raises; whatever the learner's code raised, otherwise.
        """

        def find(answers: list[Answer]) -> Problem | None:
            return first_offence(law, _of_kind(kind, answers), self.exercise.returns)

        self._demand(find, self.exercise.outputs)

    def refuses(self, kind: str) -> None:
        """Pass when every case of this kind ends in the exception that is asked for.

        Raises
        ------
        Wrong : when one does not; whatever the learner's code raised instead.
        """

        def find(answers: list[Answer]) -> Problem | None:
            return first_acceptance(_of_kind(kind, answers))

        self._demand(find, self.exercise.outputs)

    def leaves_arguments_alone(self) -> None:
        """Pass when no argument is modified.

        Raises
        ------
        Wrong : when one is; whatever the learner's code raised, otherwise.
        """
        message = Message("wrong.mutated", {"function": self.exercise.name})
        self._demand(
            lambda answers: first_habit(message, answers, lambda given: given.mutated),
            self.exercise.outputs,
        )

    def warns_of_nothing(self) -> None:
        """Pass when no warning is caused.

        Raises
        ------
        Wrong : when one is; whatever the learner's code raised, otherwise.
        """
        message = Message("wrong.warned", {"function": self.exercise.name})
        self._demand(
            lambda answers: first_habit(message, answers, lambda given: given.warned),
            self.exercise.outputs,
        )

    def is_gradient(self) -> None:
        """Pass when every output is the gradient of the learner's own forward.

        The right gradient of a right forward is that; only of others slopes are measured. A wrong
        forward must not be trivial: the gradient of a constant proves nothing.

        Raises
        ------
        Wrong : naming the first output that is not.
        """

        def check(code: ObservedCode, answers: list[Answer]) -> None:
            if self._has_imperfect_forward() or not self._is_right_gradient(answers):
                self._check_gradient(code, answers, self.exercise.returns)
                self._refuse_trivial_forward(code)

        self._pass(check)

    def _give(self, award: Award) -> None:
        """Award this, unless the check has already asked for something that earned less."""
        if award.credit <= self.award.credit:
            self.award = award

    def _demand(
        self,
        find: Find,
        outputs: tuple[str, ...],
        or_else: Callable[[], bool] = lambda: False,
    ) -> None:
        """Pass when no problem is found; explain it otherwise."""

        def check(code: ObservedCode, answers: list[Answer]) -> None:
            try:
                problem = find(answers)
            except Exception as failure:
                known = self._recognised(find, outputs, answers)
                if known is None:
                    raise
                raise Explained(failure, known.id, known.hint) from failure
            if problem is not None:
                raise self._explained(problem, find, outputs, answers)

        self._pass(check, or_else)

    def _pass(
        self,
        check: Callable[[ObservedCode, list[Answer]], None],
        or_else: Callable[[], bool] = lambda: False,
    ) -> None:
        """Run a check on the learner's own functions, then with substitutes, then give way."""
        try:
            check(self._code, self._answers)
        except Exception as failure:
            self.imperfect = True
            if self._passes_when_substituted(check) or or_else():
                return
            self.blamed = (self.exercise.name,)
            raise failure from None

    def _passes_when_substituted(self, check: Callable[[ObservedCode, list[Answer]], None]) -> bool:
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
            self._give(Award(1.0, Message("passed.substituted", names)))
            return True
        return False

    def _culprits(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the exercises with the mistake: some of these may only suffer from it, too."""
        blamed = [self._attempts[name].blamed or (name,) for name in names]
        return tuple(dict.fromkeys(culprit for culprits in blamed for culprit in culprits))

    def _substituted(self, group: tuple[str, ...]) -> tuple[ObservedCode, list[Answer]]:
        """Return the learner's code with the reference in place of a group, and its answers."""
        assert self._substitute is not None
        if group not in self._substitutes:
            code = self._substitute(group)
            self._substitutes[group] = code, self._answer_all(code)
        return self._substitutes[group]

    def _refuse_trivial_forward(self, code: ObservedCode) -> None:
        forward = self.exercise.forward
        assert forward is not None
        if self._has_imperfect_forward() and not self._is_substantial(code):
            raise Wrong(Message("wrong.trivial", {"forward": forward.name}))

    @cached_property
    def _answers(self) -> list[Answer]:
        return self._answer_all(self._code)

    def _answer_all(self, code: ObservedCode) -> list[Answer]:
        return answers(self.exercise, code, self._expectations.cases(self.exercise))

    def _has_imperfect_forward(self) -> bool:
        forward = self.exercise.forward
        return forward is not None and any(
            map(self._is_imperfect, (forward.name, *forward.besides))
        )

    def _is_imperfect(self, name: str) -> bool:
        return name in self._attempts and self._attempts[name].imperfect

    def _disagreement(
        self, output: str, kind: str, only: str, answers: list[Answer]
    ) -> Problem | None:
        expected = self._expectations.right(self.exercise)
        for given, right in zip(answers, expected, strict=True):
            if given.case.kind == kind:
                message = self._difference(output, only, given, right)
                if message is not None:
                    return Problem(message, given, output)
        return None

    def _difference(self, output: str, only: str, given: Answer, right: Answer) -> Message | None:
        where = str(Message("where.case", {"title": given.case.title}))
        if isinstance(given.outputs, Exception):
            if given.case.megabytes and "MemoryError" in kinds_of(given.outputs):
                return Message("wrong.memory", {"where": where})
            raise given.outputs
        if isinstance(right.outputs, Exception):
            raise RuntimeError(f"the reference fails at {self.exercise.name}") from right.outputs
        if output not in given.outputs:
            returns = listed(self.exercise.returns)
            return Message("wrong.missing", {"output": output, "returns": returns})
        return difference(
            output,
            given.outputs[output],
            _only(only, right.outputs[output]),
            answer_threshold(given.case.depth),
            where,
        )

    def _explained(
        self, problem: Problem, find: Find, outputs: tuple[str, ...], answers: list[Answer]
    ) -> Wrong:
        right = self._expectations.right(self.exercise)
        meant = next(r for r, given in zip(right, answers, strict=True) if given is problem.given)
        evidence = evidence_of(problem.output, problem.given, meant)
        known = self._recognised(find, outputs, answers)
        if known is None:
            return Wrong(problem.message, evidence=evidence)
        return Wrong(problem.message, known.id, known.hint, evidence)

    def _recognised(
        self, find: Find, outputs: tuple[str, ...], answers: list[Answer]
    ) -> Misconception | None:
        """Find the known mistake that gives these answers: to all outputs if one does."""
        known = misconceptions_of(self._expectations.assignment.name, self.exercise.name)
        for wanted in (self.exercise.outputs, outputs):
            for misconception in known:
                typical = self._expectations.typical(self.exercise, misconception)
                if same_answers(wanted, answers, typical) and _is_found(find, typical):
                    return misconception
        return None

    def _follows_through(self, output: str) -> bool:
        forward = self.exercise.forward
        if forward is None or not self._has_imperfect_forward():
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
        self._give(Award(forward.follow_through, Message("passed.follow_through", values)))
        return True

    def _gradient_names(self) -> tuple[str, ...]:
        forward = self.exercise.forward
        if forward is None:
            return ()
        case = next(c for c in self._expectations.cases(self.exercise) if c.check_gradient)
        return tuple(forward.inputs(case))

    def _is_substantial(self, code: ObservedCode) -> bool:
        forward = self.exercise.forward
        assert forward is not None
        return all(
            is_substantial(forward, code, case)
            for case in self._expectations.cases(self.exercise)
            if case.check_gradient
        )

    def _is_right_gradient(self, answers: list[Answer]) -> bool:
        expected = self._expectations.right(self.exercise)
        return not any(
            isinstance(given.outputs, Exception)
            or self._difference(output, "", given, right) is not None
            for given, right in zip(answers, expected, strict=True)
            if given.case.check_gradient
            for output in self.exercise.returns
        )

    def _check_gradient(
        self, code: ObservedCode, answers: list[Answer], outputs: tuple[str, ...]
    ) -> None:
        forward = self.exercise.forward
        assert forward is not None, f"{self.exercise.name} is not a backward"
        for given in answers:
            if given.case.check_gradient:
                if isinstance(given.outputs, Exception):
                    raise given.outputs
                message = gradient_difference(forward, code, given.case, given.outputs, outputs)
                if message is not None:
                    raise Wrong(message)


def _of_kind(kind: str, answers: list[Answer]) -> list[Answer]:
    """Return the answers of a kind; raise what kept the ordinary cases from being answered."""
    for given in answers:
        if given.case.kind == "ordinary" and given.failure is not None:
            raise given.failure
    return [given for given in answers if given.case.kind == kind]


def _only(prefix: str, expected: Any) -> Any:
    if not prefix:
        return expected
    if isinstance(expected, list | tuple):
        return [_only(prefix, item) for item in expected]
    return {key: value for key, value in expected.items() if key.startswith(prefix)}


def _is_found(find: Find, answers: list[Answer]) -> bool:
    try:
        return find(answers) is not None
    except Exception:  # a mistake that ends in an exception is one, too
        return True
