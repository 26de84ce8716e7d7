"""What somebody's code answers to one exercise, compared with what it should answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from itertools import chain

from autograder.graders.award import FULL, WITHOUT_CACHE, Accusation, Award
from autograder.graders.blame import Blame
from autograder.graders.code import Caches, ObservedCode
from autograder.graders.exercise import Case, Exercise
from autograder.graders.expectations import Answer, Expectations, answer, answers
from autograder.graders.explanation import Explanation
from autograder.graders.failure import Earlier, Wrong, kinds_of
from autograder.graders.fault import Find, Found, found_in, is_mute, of_kind
from autograder.graders.mended import mended
from autograder.graders.mistakes import known_in
from autograder.graders.outputs import listed
from autograder.graders.own_forward import OwnForward
from autograder.graders.problem import (
    Law,
    Problem,
    first_acceptance,
    first_difference,
    first_habit,
    first_offence,
)
from autograder.graders.recognition import Asked
from autograder.graders.retries import Retries, Substitute
from autograder.graders.special_sizes import SpecialSizes
from autograder.graders.untried import where_tried
from autograder.messages import Message


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
        substitute: Substitute | None = None,
    ) -> None:
        self.exercise = exercise
        self.award = FULL
        self.imperfect = False
        self.blamed: tuple[str, ...] = ()
        self.accusation: Accusation | None = None
        self._expectations = expectations
        self._code = code
        self._attempts = attempts
        self._blame = Blame(attempts)
        self._explanation = Explanation(
            exercise, expectations, self._is_doubtful, cache(self._is_innocent)
        )
        self._retries = Retries(expectations.assignment, substitute, self._answer_all)

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

        def find(answers: Sequence[Answer]) -> Problem | None:
            pairs = zip(answers, right, strict=True)
            of_kind = (pair for pair in pairs if pair[0].case.kind == kind)
            return first_difference(self.exercise, (output,), of_kind, only)

        def follows_through() -> bool:
            return self._follows_through(output, kind, only)

        self._demand(find, Asked((output,), kind, only), follows_through)
        self._miss_a_cache()

    def obeys(self, law: Law, kind: str = "ordinary") -> None:
        """Pass when the outputs obey a law in every case of this kind.

        Raises
        ------
        Wrong : what the law raises; whatever the learner's code raised, otherwise.
        """

        def find(answers: Sequence[Answer]) -> Problem | None:
            return first_offence(law, of_kind(kind, answers), self.exercise.returns)

        def is_beside_its_forward() -> bool:
            if not self._own_forward.has_all_beside_it(self.answers, kind):
                return False
            self._give_beside()
            return True

        self._demand(find, Asked(self.exercise.outputs, kind), is_beside_its_forward)

    def refuses(self, kind: str) -> None:
        """Pass when every case of this kind ends in the exception that is asked for.

        Raises
        ------
        Wrong : when one does not; whatever the learner's code raised instead.
        """

        def find(answers: Sequence[Answer]) -> Problem | None:
            return first_acceptance(of_kind(kind, answers))

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
        right = self._expectations.right(self.exercise)

        def differing(answers: Sequence[Answer], names: tuple[str, ...]) -> Problem | None:
            pairs = zip(answers, right, strict=True)
            checked = (pair for pair in pairs if pair[0].case.check_gradient)
            return first_difference(self.exercise, names, checked)

        def find(answers: Sequence[Answer]) -> Problem | None:
            return differing(answers, self._own_forward.gradient_names)

        def explain(found: Found, answers: Sequence[Answer]) -> Exception:
            if isinstance(found, Exception):
                return found
            evidence = self._explanation.evidence(found, answers)
            return Wrong(self._own_forward.complaint(found.output), evidence=evidence)

        def each_is_right_for_some_forward() -> bool:
            own = self._own_forward
            return bool(own.possible) and all(
                found_in(self.answers, partial(differing, names=(name,))) is None
                or own.has_beside_it(self.answers, name)
                or own.has_the_gradient(self.answers, name)
                for name in own.gradient_names
            )

        self._pass(find, explain, each_is_right_for_some_forward)

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

        def explain(found: Found, answers: Sequence[Answer]) -> Exception:
            if isinstance(found, Problem):
                found = Wrong(found.message, evidence=self._explanation.evidence(found, answers))
            return self._explanation.of(found, find, asked, answers)

        self._pass(find, explain, or_else)

    def _pass(
        self,
        find: Find,
        explain: Callable[[Found, Sequence[Answer]], Exception],
        or_else: Callable[[], bool] = lambda: False,
    ) -> None:
        """Look at what the learner's own functions answer, then with substitutes, then give way."""
        found = found_in(self.answers, find)
        if found is None:
            return
        self.imperfect = True
        if (
            self._passes_when_substituted(find)
            or self._passes_where_tried(find)
            or self._passes_when_mended(find)
            or or_else()
            or (not is_mute(found) and self._passes_with_other_caches(find))
            or self._is_priced_already(find)
        ):
            return
        self.blamed = (self.exercise.name,)
        raise explain(*self._own_failure(find, found)) from None

    def _own_failure(self, find: Find, found: Found) -> tuple[Found, Sequence[Answer]]:
        """Return what is wrong here rather than in an earlier exercise, where that can be told."""
        if isinstance(found, Earlier):
            return self._retries.own_failure(find) or (found, self.answers)
        if self._may_have_wrong_caches:
            beside_right_caches = found_in(self._mended, find)
            if isinstance(beside_right_caches, Problem):
                return beside_right_caches, self._mended
        return found, self.answers

    def _passes_where_tried(self, find: Find) -> bool:
        """Say whether it is right wherever the earlier function does not fail that it needs."""
        tried = where_tried(self.answers, self._expectations.right(self.exercise))
        failed = {a.outputs.function for a in self.answers if isinstance(a.outputs, Earlier)}
        if tried is None or not all(map(self._blame.may_lie_in, failed)) or found_in(tried, find):
            return False
        self.blamed = self._blame.culprits(tuple(sorted(failed)))
        names: dict[str, str | int | float] = {"names": listed(self.blamed)}
        self._give(Award(1.0, Message("passed.where_tried", names)))
        return True

    def _passes_when_substituted(self, find: Find) -> bool:
        for group, to_blame in self._imperfect_groups():
            if not self._retries.pass_with(find, group):
                continue
            self.blamed = self._blame.culprits(to_blame)
            self._blame_who_changes_arguments(self.blamed)
            names: dict[str, str | int | float] = {"names": listed(self.blamed)}
            unwritten = any(self._attempts[name].is_unwritten for name in self.blamed)
            kind = "unwritten" if unwritten else "substituted"
            self._give(Award(1.0, Message(f"passed.{kind}", names)))
            return True
        return False

    def _passes_when_mended(self, find: Find) -> bool:
        """Say whether it is right when the forward's caches hold what they should."""
        if not self._may_have_wrong_caches or found_in(self._mended, find) is not None:
            return False
        forward = self._forwards_with_caches[-1]
        self.blamed = self._blame.culprits((forward,))
        self._give(Award(1.0, Message("passed.mended", {"forward": forward})))
        return True

    @property
    def _may_have_wrong_caches(self) -> bool:
        """Whether a forward is wrong whose caches this exercise is handed."""
        return any(map(self._blame.may_lie_in, self._forwards_with_caches))

    def _is_doubtful(self, answers: Sequence[Answer]) -> bool:
        """Say whether some answers were made beside caches that may be wrong."""
        return self._may_have_wrong_caches and (answers is self.answers or answers is self._mended)

    def _is_innocent(self, name: str) -> bool:
        """Say whether an exercise is right, and its function called: the mistake is not there.

        Whoever does not call it may have written it anew, with a mistake.
        """
        if name not in chain(*self.exercise.uses) or self._attempts.get(name) is None:
            return False
        if self._blame.may_lie_in(name):
            return False
        counting = self._code.counting(name)
        answer(self.exercise, counting, self._expectations.cases(self.exercise)[0])
        return counting.calls[name] > 0

    @cached_property
    def _mended(self) -> Sequence[Answer]:
        """The answers beside right caches in the form of the learner's, if they can be had."""
        pairs = list(zip(self.answers, self._expectations.right(self.exercise), strict=True))
        return mended(self.exercise, self._code, self._expectations.reference, pairs)

    def _imperfect_groups(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Yield the groups in which something is not right, each with what that is."""
        for group in self.exercise.uses if self._retries.are_possible else ():
            to_blame = tuple(name for name in group if self._blame.may_lie_in(name))
            if to_blame:
                yield group, to_blame

    def _passes_with_other_caches(self, find: Find) -> bool:
        """Say whether it is right with caches that hold every step, and that nothing overwrites.

        They are made by the learner's own functions, each called as the reference calls it, so
        that they are as the learner's backward expects them; or else what they hold is put right.
        """
        forwards = self._forwards_with_caches
        if not forwards:
            return False
        kept = self._retries.pass_with(find, forwards, (Caches.OWN, Caches.LIST))
        if not kept and found_in(self._mended, find) is not None:
            return False
        culprit = next(
            (name for name in forwards if self._blame.changes_arguments(name)), forwards[-1]
        )
        self.blamed = (culprit,)
        values: dict[str, str | int | float] = {"forward": culprit, "backward": self.exercise.name}
        self._accuse(culprit, Message("passed.with_wrong_caches", values), find)
        self._blame_who_changes_arguments(self.blamed)
        self._give(Award(1.0, Message("passed.other_caches", values)))
        return True

    def _accuse(self, culprit: str, message: Message, find: Find) -> None:
        """Note whose caches are wrong, and the known mistake that makes them so, if one does."""
        known = self._explanation.name(find, Asked(self.exercise.outputs), self.answers)
        mistakes = known_in(self.exercise, self._expectations.assignment)
        if known is not None and (known.id, culprit) in {(m.id, m.function) for m in mistakes}:
            self.accusation = Accusation(culprit, message, known.id, known.hint)
        elif self.accusation is None:
            self.accusation = Accusation(culprit, message)

    def _blame_who_changes_arguments(self, names: tuple[str, ...]) -> None:
        """Note who is right but for this, and that it has made this exercise wrong."""
        for name in filter(self._blame.changes_arguments, names):
            if not self._attempts[name].imperfect and self.accusation is None:
                values: dict[str, str | int | float] = {"later": self.exercise.name}
                self.accusation = Accusation(name, Message("passed.changes_arguments", values))

    @cached_property
    def _forwards_with_caches(self) -> tuple[str, ...]:
        """The forward whose cache this exercise is handed, after those of its steps.

        None where it is given: nothing is wrong with its caches.
        """
        forward = self.exercise.forward
        if forward is None or forward.name not in self._attempts:
            return ()
        group = next((group for group in self.exercise.uses if forward.name in group), ())
        steps = (name for name in group if name != forward.name)
        return tuple(filter(self._retries.has_cache, (*steps, forward.name)))

    def _is_priced_already(self, find: Find) -> bool:
        """Say whether it is wrong for special sizes only, and earlier checks have paid for them."""
        right = self._expectations.right(self.exercise)
        tried = [self.answers, *self._retries.answers()]
        paid = self.special_sizes.paid_by(find, right, tried, self._paid_below)
        if paid:
            values: dict[str, str | int | float] = {"titles": ", ".join(paid)}
            self._give(Award(1.0, Message("passed.priced", values)))
        return bool(paid)

    @property
    def _paid_below(self) -> frozenset[str]:
        """The special sizes that the exercises are wrong for whose caches this one is handed."""
        below = (self._attempts[name].special_sizes.paid for name in self._forwards_with_caches)
        return frozenset(chain.from_iterable(below))

    @cached_property
    def special_sizes(self) -> SpecialSizes:
        return SpecialSizes(self._expectations.cases(self.exercise))

    def _miss_a_cache(self) -> None:
        """Take off what a cache is worth where a right answer comes without one."""
        if not any(answer.without_cache for answer in self.answers):
            return
        self.imperfect, self.blamed = True, (self.exercise.name,)
        returns = listed((*self.exercise.returns, "cache"))
        values: dict[str, str | int | float] = {"returns": returns}
        self._give(Award(WITHOUT_CACHE, Message("passed.without_cache", values)))

    @cached_property
    def answers(self) -> Sequence[Answer]:
        """What the learner's own functions answer."""
        return self._answer_all(self._code)

    def _answer_all(self, code: ObservedCode) -> Sequence[Answer]:
        return answers(self.exercise, code, self._expectations.cases(self.exercise))

    def _follows_through(self, output: str, kind: str, only: str) -> bool:
        """Give what a gradient earns that fits a forward with the learner's mistakes."""
        forward, own = self.exercise.forward, self._own_forward
        if forward is None or not own.possible:
            return False
        if own.has_beside_it(self.answers, output, kind, only):
            self._give_beside()
            return True
        if not own.has_the_gradient(self.answers, output, kind, only):
            return False
        percent = round(100 * forward.follow_through)
        values: dict[str, str | int | float] = {"forward": forward.name, "percent": percent}
        self._give(Award(forward.follow_through, Message("passed.follow_through", values)))
        return True

    def _give_beside(self) -> None:
        """Award everything beside a forward that is to blame."""
        forward = self.exercise.forward
        assert forward is not None
        self.blamed = (forward.name,)
        self._blame_who_changes_arguments((forward.name, *chain(*self.exercise.uses)))
        self._give(Award(1.0, Message("passed.beside", {"forward": forward.name})))

    @cached_property
    def _own_forward(self) -> OwnForward:
        return OwnForward(
            self.exercise, self._expectations, self._wrong_below, self._blame.changes_arguments
        )

    def _wrong_below(self) -> dict[str, Sequence[Answer]]:
        """Return the answers to the exercises that are not right, this one's to its own forward."""
        forward = self.exercise.forward
        return {
            name: attempt.answers
            for name, attempt in self._attempts.items()
            if attempt.imperfect or (attempt is self and forward and name == forward.name)
        }
