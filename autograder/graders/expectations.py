"""The hidden cases of an assignment, and the answers to them: given, right and typically wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, overload

import numpy as np

from autograder.compare.difference import same_answer
from autograder.graders.code import ObservedCode
from autograder.graders.exercise import Assignment, Case, Exercise
from autograder.graders.failure import concerns_one_case, kinds_of, same_failure
from autograder.graders.gradient import gradient_of
from autograder.graders.mistakes import Mistakes
from autograder.graders.observed import observed
from autograder.graders.outputs import named_outputs
from autograder.graders.parts import Parts, Sizes, places, same_part, sizes
from autograder.graders.reference import Reference
from autograder.mistakes.made import made_by_rule
from autograder.mistakes.mistake import Mistake

# As many calls as a glimpse at all mistakes made by rule may take at one exercise: about
# half a second. Counted and not timed, so that what is named does not depend on the machine.
MOST_CALLS_TO_TRY = 600_000
MOST_GLIMPSES = 20_000  # that are kept
MOST_TYPICAL = 200  # lists of answers that are kept: some cases are large


@dataclass(frozen=True)
class Answer:
    """What one case gave: named outputs, or the exception that came instead.

    `mutated` and `warned` say whether the exercise's own function modified its arguments or
    caused a warning, `without_cache` whether it returned no cache where one belongs.
    """

    case: Case
    outputs: dict[str, Any] | Exception
    mutated: bool = False
    warned: bool = False
    without_cache: bool = False

    @property
    def failure(self) -> Exception | None:
        """The exception that came where none should."""
        if isinstance(self.outputs, Exception) and not self.case.raises:
            return self.outputs
        return None


@dataclass(frozen=True)
class Glimpse:
    """What mistakes lead to in a single case.

    Parameters
    ----------
    index : which of the exercise's cases it is.
    sizes : of the parts that right answers have.
    changed : the parts that are wrong.
    """

    index: int
    answer: Answer
    sizes: Sizes
    changed: Parts


class Answers(Sequence[Answer]):
    """Answers to all cases, each computed when somebody first looks as far as that.

    Few look far: what is wrong is mostly wrong in the first case.
    """

    def __init__(self, answers: Iterator[Answer], length: int) -> None:
        self._answers = answers
        self._length = length
        self._known: list[Answer] = []

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> Answer: ...
    @overload
    def __getitem__(self, index: slice) -> list[Answer]: ...
    def __getitem__(self, index: int | slice) -> Answer | list[Answer]:
        last = range(self._length)[index]
        missing = (max(last, default=-1) if isinstance(last, range) else last) + 1
        self._known += islice(self._answers, max(0, missing - len(self._known)))
        return self._known[index]


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
        self._answers: dict[tuple[str, ...], Answers] = {}
        self._gradients: dict[tuple[str, ...], list[Answer]] = {}
        self._cases: dict[str, list[Case]] = {}
        self._public: dict[str, list[Answer]] = {}
        self._glimpses: dict[tuple[int | str, ...], Glimpse] = {}
        self._made: dict[str, Mistakes] = {}

    def cases(self, exercise: Exercise) -> list[Case]:
        """Return the hidden cases of an exercise, drawn once.

        Those that measure memory come last: it takes long, and few look as far as that.
        """
        if exercise.name not in self._cases:
            drawn = self.assignment.draw_cases(exercise, self._secret)
            drawn = sorted(drawn, key=lambda case: case.megabytes > 0)
            self._cases[exercise.name] = [
                replace(case, tolerance=exercise.tolerance)
                for case in drawn
                if self._costly or not (case.megabytes or case.slow)
            ]
        return self._cases[exercise.name]

    def right(self, exercise: Exercise) -> list[Answer]:
        """Return the reference's answers, computed once."""
        return list(self.typical(exercise))

    def public(self, exercise: Exercise) -> list[Answer]:
        """Return the reference's answers to the examples that learners have, computed once.

        There are none where many answers are right. What must be refused, or is measured, is left
        out.
        """
        if exercise.name not in self._public:
            cases = [] if exercise.by_law else self.assignment.public_cases(exercise)
            plain = [
                replace(c, tolerance=exercise.tolerance)
                for c in cases
                if not (c.raises or c.counted or c.megabytes or c.seconds)
            ]
            self._public[exercise.name] = list(answers(exercise, self.reference, plain))
        return self._public[exercise.name]

    def typical(self, exercise: Exercise, *mistakes: Mistake) -> Answers:
        """Return the answers of the reference with known mistakes in it, computed once.

        Slow cases are left out: laws judge them, and no mistakes are tried on them.
        """
        key = _key(exercise, mistakes)
        if len(self._answers) > MOST_TYPICAL:
            for each in [each for each in self._answers if len(each) > 1]:
                del self._answers[each]
        if key not in self._answers:
            cases = self.cases(exercise)
            tried = answered(exercise, self._reference(mistakes), cases, slow=False)
            self._answers[key] = Answers(tried, len(cases))
        return self._answers[key]

    def glimpse(self, exercise: Exercise, index: int, *mistakes: Mistake) -> Glimpse:
        """Return the answer with mistakes to a single case, computed once.

        It tells most mistakes apart at a fraction of what all cases would take.
        """
        key: tuple[int | str, ...] = (index, *_key(exercise, mistakes))
        if len(self._glimpses) > MOST_GLIMPSES:
            self._glimpses.clear()
        if key not in self._glimpses:
            code = Reference(self.assignment.name, mistakes=mistakes, observed=False)
            given = answer(exercise, code, self.cases(exercise)[index])
            self._glimpses[key] = _glimpse(index, given, self.right(exercise)[index])
        return self._glimpses[key]

    def quick(self, exercise: Exercise, kind: str) -> list[int]:
        """Return the cases of a kind that do not take long, and in which no memory is measured."""
        return [
            index
            for index, case in enumerate(self.cases(exercise))
            if case.kind == kind and not (case.megabytes or case.slow)
        ]

    def made(self, exercise: Exercise) -> Mistakes:
        """Return what rules make of the exercise's function, then of those that it calls.

        What leads to no numbers is left out.
        """
        if exercise.name not in self._made:
            made = self._make(exercise)
            self._made[exercise.name] = tuple(m for m in made if self._is_telling(exercise, m))
        return self._made[exercise.name]

    def _make(self, exercise: Exercise) -> Iterator[Mistake]:
        quick = self.quick(exercise, "ordinary")
        if not quick:
            return iter(())
        code = Reference(self.assignment.name, observed=False)
        seen = observed(exercise, code, self.cases(exercise)[quick[0]])
        made = made_by_rule(self.assignment.name, exercise.name, seen.shapes)
        return islice(made, MOST_CALLS_TO_TRY // (seen.calls + 1))

    def _is_telling(self, exercise: Exercise, mistake: Mistake) -> bool:
        glimpse = self.glimpse(exercise, self.quick(exercise, "ordinary")[0], mistake)
        return all(glimpse.sizes[part] is not None for part in glimpse.changed)

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


def _glimpse(index: int, given: Answer, right: Answer) -> Glimpse:
    if isinstance(right.outputs, Exception) or isinstance(given.outputs, Exception):
        there = {} if isinstance(right.outputs, Exception) else places(right.outputs)
        return Glimpse(index, given, dict.fromkeys(there), frozenset(there))
    there = places(right.outputs)
    threshold = given.case.tolerated
    changed = frozenset(
        part
        for part, paths in there.items()
        if not same_part(given.outputs, right.outputs, paths, threshold)
    )
    return Glimpse(index, given, sizes(given.outputs, there), changed)


def _key(exercise: Exercise, mistakes: Mistakes) -> tuple[str, ...]:
    return exercise.name, *(known.id for known in mistakes)


def answers(exercise: Exercise, code: ObservedCode, cases: list[Case]) -> Sequence[Answer]:
    """Answer every case, but none of a kind that has failed: the rest would only repeat it.

    Where an earlier function fails, those cases are still tried in which it may not.
    """
    return Answers(answered(exercise, code, cases), len(cases))


def answered(
    exercise: Exercise, code: ObservedCode, cases: list[Case], slow: bool = True
) -> Iterator[Answer]:
    """Yield an answer to each case, as `answers` does; an empty one to slow ones if not wanted."""
    failures: dict[str, Exception] = {}
    for case in cases:
        known = [failures[each] for each in ("ordinary", *_kinds(case)) if each in failures]
        if case.slow and not slow:
            given = Answer(case, {})
        else:
            given = Answer(case, known[0]) if known else answer(exercise, code, case)
        yield given
        failure = given.failure
        if failure is not None and (case.is_large or not concerns_one_case(failure)):
            failures |= dict.fromkeys(_kinds(case), failure)


def _kinds(case: Case) -> tuple[str, ...]:
    """Return what a case has in common with those that will fail as it did."""
    return tuple(case.special_sizes) or (case.kind,)


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
        without_cache=_lacks_cache(value, exercise),
    )


def same_answers(
    outputs: tuple[str, ...], given: Sequence[Answer], others: Sequence[Answer]
) -> bool:
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
    threshold = one.case.tolerated
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


def _lacks_cache(value: Any, exercise: Exercise) -> bool:
    """Say whether a cache belongs to a value and is not there, if it is still to be seen."""
    if exercise.cache_position is None or exercise.observes:
        return False
    return not isinstance(value, tuple | list) or len(value) <= exercise.cache_position


def _failed_otherwise(answer: Answer) -> bool:
    failure = answer.failure
    return failure is not None and "MemoryError" not in kinds_of(failure)
