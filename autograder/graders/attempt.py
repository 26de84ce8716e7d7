"""What somebody's code answers to one exercise, compared with what it should answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from autograder.compare.difference import difference
from autograder.compare.tolerance import answer_threshold
from autograder.graders.code import ObservedCode
from autograder.graders.diagnosis import diagnosed, gradient_names
from autograder.graders.evidence import evidence_of
from autograder.graders.exercise import Case, Exercise
from autograder.graders.expectations import Answer, Expectations, answers
from autograder.graders.failure import Explained, Wrong, kinds_of
from autograder.graders.leaves import leaves
from autograder.graders.mistakes import Mistakes
from autograder.graders.outputs import listed
from autograder.graders.problem import (
    Law,
    Problem,
    first_acceptance,
    first_habit,
    first_offence,
)
from autograder.graders.recognition import Asked, Recognition
from autograder.messages import Message

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
        at a cap, when it is the true gradient of a forward with the learner's known mistakes.

        Parameters
        ----------
        only : of a dictionary, look only at the entries whose names begin like this.

        Raises
        ------
        Wrong : when it is none of these; whatever the learner's code raised, otherwise.
        """

        right = self._expectations.right(self.exercise)

        def find(answers: list[Answer]) -> Problem | None:
            pairs = zip(answers, right, strict=True)
            return self._first_difference(
                (output,), (p for p in pairs if p[0].case.kind == kind), only
            )

        def follows_through() -> bool:
            return self._follows_through(output, kind, only)

        self._demand(find, Asked((output,), kind, only), follows_through)

    def obeys(self, law: Law, kind: str = "ordinary") -> None:
        """Pass when the outputs obey a law in every case of this kind.

        Raises
        ------
        Wrong : what the law raises; whatever the learner's code raised, otherwise.
        """

        def find(answers: list[Answer]) -> Problem | None:
            return first_offence(law, _of_kind(kind, answers), self.exercise.returns)

        self._demand(find, Asked(self.exercise.outputs, kind))

    def refuses(self, kind: str) -> None:
        """Pass when every case of this kind ends in the exception that is asked for.

        Raises
        ------
        Wrong : when one does not; whatever the learner's code raised instead.
        """

        def find(answers: list[Answer]) -> Problem | None:
            return first_acceptance(_of_kind(kind, answers))

        self._demand(find, Asked(self.exercise.outputs, kind, numbers=False))

    def leaves_arguments_alone(self) -> None:
        """Pass when no argument is modified.

        Raises
        ------
        Wrong : when one is; whatever the learner's code raised, otherwise.
        """
        message = Message("wrong.mutated", {"function": self.exercise.name})
        self._demand(
            lambda answers: first_habit(message, answers, lambda given: given.mutated),
            Asked(self.exercise.outputs, numbers=False),
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
            Asked(self.exercise.outputs, numbers=False),
        )

    def is_gradient(self) -> None:
        """Pass when all gradients are those of the forward, right or with known mistakes.

        Raises
        ------
        Wrong : naming the first output that is not.
        """
        names = self._gradient_names
        right = self._expectations.right(self.exercise)

        def check(code: ObservedCode, answers: list[Answer]) -> None:
            pairs = zip(answers, right, strict=True)
            problem = self._first_difference(names, (p for p in pairs if p[0].case.check_gradient))
            if problem is not None:
                evidence = self._evidence(problem, answers)
                raise Wrong(self._gradient_message(problem.output), evidence=evidence)

        self._pass(check, lambda: self._is_gradient_of_a_mistaken_forward(names))

    @property
    def is_unwritten(self) -> bool:
        """Whether the function says that it is not written, as those that are given out do."""
        return any(
            given.failure is not None and kinds_of(given.failure)[:1] == ("NotImplementedError",)
            for given in self.answers
        )

    def case_of(self, failure: BaseException) -> Case | None:
        """Return the first case that an exception came of, if it came of one."""
        return next((given.case for given in self.answers if given.outputs is failure), None)

    def _give(self, award: Award) -> None:
        """Award this, unless the check has already asked for something that earned less."""
        if award.credit <= self.award.credit:
            self.award = award

    def _demand(
        self, find: Find, asked: Asked, or_else: Callable[[], bool] = lambda: False
    ) -> None:
        """Pass when no problem is found; explain it otherwise."""

        def check(code: ObservedCode, answers: list[Answer]) -> None:
            problem = find(answers)
            if problem is not None:
                raise Wrong(problem.message, evidence=self._evidence(problem, answers))

        try:
            self._pass(check, or_else)
        except Exception as failure:
            raise self._explained(failure, find, asked) from None

    def _pass(
        self,
        check: Callable[[ObservedCode, list[Answer]], None],
        or_else: Callable[[], bool] = lambda: False,
    ) -> None:
        """Run a check on the learner's own functions, then with substitutes, then give way."""
        try:
            check(self._code, self.answers)
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
            unwritten = any(self._attempts[name].is_unwritten for name in self.blamed)
            kind = "unwritten" if unwritten else "substituted"
            self._give(Award(1.0, Message(f"passed.{kind}", names)))
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

    @cached_property
    def answers(self) -> list[Answer]:
        """What the learner's own functions answer."""
        return self._answer_all(self._code)

    def _answer_all(self, code: ObservedCode) -> list[Answer]:
        return answers(self.exercise, code, self._expectations.cases(self.exercise))

    def _is_imperfect(self, name: str) -> bool:
        return name in self._attempts and self._attempts[name].imperfect

    def _first_difference(
        self, outputs: tuple[str, ...], pairs: Iterable[tuple[Answer, Answer]], only: str = ""
    ) -> Problem | None:
        """Find the first of these outputs that differs in a pair of given and expected answers."""
        for given, expected in pairs:
            for output in outputs:
                message = self._difference(output, only, given, expected)
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
            given.case.axis_lengths,
        )

    def _explained(self, failure: Exception, find: Find, asked: Asked) -> Exception:
        """Return what ended a check, with the name of the mistake that leads to it, if one does."""

        def is_found(answers: list[Answer]) -> bool:
            try:
                return find(answers) is not None
            except Exception:  # a mistake that ends in an exception is one, too
                return True

        known = self._recognition.mistake(asked, is_found)
        if known is None:
            return failure
        if isinstance(failure, Wrong):
            return Wrong(failure.message, known.id, known.hint, failure.evidence)
        return Explained(failure, known.id, known.hint)

    @cached_property
    def _recognition(self) -> Recognition:
        return Recognition(self.exercise, self._expectations, self.answers)

    def _evidence(self, problem: Problem, answers: list[Answer]) -> str:
        right = self._expectations.right(self.exercise)
        meant = next(r for r, given in zip(right, answers, strict=True) if given is problem.given)
        return evidence_of(problem.output, problem.given, meant)

    def _follows_through(self, output: str, kind: str, only: str) -> bool:
        forward = self.exercise.forward
        if forward is None or not self._is_gradient_of_a_mistaken_forward((output,), kind, only):
            return False
        percent = round(100 * forward.follow_through)
        values: dict[str, str | int | float] = {"forward": forward.name, "percent": percent}
        self._give(Award(forward.follow_through, Message("passed.follow_through", values)))
        return True

    def _is_gradient_of_a_mistaken_forward(
        self, outputs: tuple[str, ...], kind: str = "", only: str = ""
    ) -> bool:
        """Say whether outputs are the gradient of the reference with the learner's mistakes."""
        if not self._mistakes or not set(outputs) <= set(self._gradient_names):
            return False
        given = [answer for answer in self.answers if answer.case.check_gradient]
        try:
            slopes = self._expectations.gradients(self.exercise, self._mistakes)
            pairs = [
                (answer, slope)
                for answer, slope in zip(given, slopes, strict=True)
                if kind in ("", answer.case.kind) and _proves_something(outputs, only, slope)
            ]
            return bool(pairs) and self._first_difference(outputs, pairs, only) is None
        except Exception:  # the forward with these mistakes has no slopes, or nothing was answered
            return False

    @cached_property
    def _gradient_names(self) -> tuple[str, ...]:
        return gradient_names(self.exercise, self._expectations)

    @cached_property
    def _mistakes(self) -> Mistakes | None:
        """The known mistakes of the learner's forward; None if it has others."""
        forward = self.exercise.forward
        if forward is None:
            return ()
        given = {
            name: attempt.answers
            for name, attempt in self._attempts.items()
            if attempt.imperfect or (attempt is self and name == forward.name)
        }
        return diagnosed(self.exercise, self._expectations, given)

    def _gradient_message(self, output: str) -> Message:
        forward = self.exercise.forward
        assert forward is not None, f"{self.exercise.name} is not a backward"
        kind = "gradient_of_own" if self._mistakes else "gradient"
        if self._mistakes is None:
            kind = "gradient_of_unknown"
        return Message(f"wrong.{kind}", {"output": output, "forward": forward.name})


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


def _proves_something(outputs: tuple[str, ...], only: str, slopes: Answer) -> bool:
    """Say whether a gradient is more than zeros, which earn nothing."""
    assert isinstance(slopes.outputs, dict)
    return any(
        np.any(leaf)
        for output in outputs
        for _, leaf in leaves(_only(only, slopes.outputs[output]))
    )
