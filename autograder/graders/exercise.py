"""What an exercise is to the graders: how to run it, what it returns, what it builds on."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.compare.tolerance import ANSWER, answer_threshold
from autograder.graders.code import Code
from autograder.graders.leaves import leaves, lengths
from autograder.graders.shown import shown
from autograder.graders.sizes import SPECIAL_SIZES

Array = NDArray[Any]
Inputs = Mapping[str, Any]

MANY_NUMBERS = 50_000


@dataclass(frozen=True)
class Forward:
    """The scalar function of an exercise's inputs whose gradient its backward must be.

    `inputs` names each array after the gradient that belongs to it, one level deeper where the
    gradients come in a dictionary; `objective` computes the scalar with somebody's own forward
    function, called `name`, and perhaps with others, `besides`.
    """

    name: str
    inputs: Callable[[Any], Inputs]
    objective: Callable[[Code, Any, Inputs], float]
    follow_through: float = 0.5
    besides: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exercise:
    """One function that the learner writes.

    Parameters
    ----------
    name : the function's name, which is also the `grade_id` of its cell.
    returns : the names of its outputs, in order; the keys where it returns a dictionary.
    run : calls it on one hidden case and returns what it returned.
    uses : earlier exercises that it builds on, in one or more groups. Where one of a group is
        wrong, the reference is tried in place of the whole group, so that a mistake is counted
        once; the groups are tried in order.
    forward : for a backward, the function of which it must be the gradient.
    cache_position : where in the returned tuple the cache stands, if there is one.
    observes : names of outputs that `run` adds to what the function returned.
    pure : its text forbids to modify the arguments; elsewhere that is only noted.
    by_law : many answers are right, so that the public check asks for what they have in common:
        the function of this exercise's name in the assignment's `laws.py`.
    seconds : how long a call may take, 0 for the usual time.
    tolerance : the norm ratio that is allowed in all its cases.
    """

    name: str
    returns: tuple[str, ...]
    run: Callable[[Code, Any], Any]
    uses: tuple[tuple[str, ...], ...] = ()
    forward: Forward | None = None
    cache_position: int | None = None
    observes: tuple[str, ...] = ()
    pure: bool = False
    by_law: bool = False
    seconds: float = 0
    tolerance: float = ANSWER

    @property
    def outputs(self) -> tuple[str, ...]:
        """All names in an answer."""
        return (*self.returns, *self.observes)


@dataclass(frozen=True)
class Case:
    """A hidden case: its numbers, and words for it that give none of them away.

    Parameters
    ----------
    title : the words. Special sizes that it has are among them: `SPECIAL_SIZES`.
    values : the numbers, by name.
    kind : which checks look at it.
    depth : length of the recurrence that leads to the answer.
    check_gradient : whether to compare with finite differences.
    raises : the built-in exception that is the right answer, if one is.
    naming : what its message must contain.
    counted : an earlier exercise whose calls are counted, as the output `calls`.
    megabytes : the most memory that a call may take, 0 for any.
    seconds : how long a call may take, 0 for the usual time.
    slow : whether it takes too long to try known mistakes on it, or to have a right answer: only
        laws judge it.
    tolerance : the norm ratio that is allowed without a long recurrence.
    """

    title: str
    values: Mapping[str, Any]
    kind: str = "ordinary"
    depth: int = 1
    check_gradient: bool = False
    raises: str = ""
    naming: str = ""
    counted: str = ""
    megabytes: int = 0
    seconds: float = 0
    slow: bool = False
    tolerance: float = ANSWER

    @property
    def tolerated(self) -> float:
        """The largest norm ratio at which an answer counts as right."""
        return answer_threshold(self.depth, self.tolerance)

    @cached_property
    def shown(self) -> str:
        """Its numbers, for staff: written once, since every check that fails shows them."""
        return "\n".join(f"{name} = {shown(value)}" for name, value in self.values.items())

    @cached_property
    def special_sizes(self) -> frozenset[str]:
        """The special sizes that its title names: who forgets one of them pays for it once."""
        return frozenset(re.split("[,:] ", self.title)) & SPECIAL_SIZES

    @cached_property
    def is_large(self) -> bool:
        """Whether it has so many numbers that it can only be meant against finite differences."""
        numbers = sum(np.size(value) for _, value in leaves(self.values))
        return numbers > MANY_NUMBERS and not self.megabytes

    @cached_property
    def axis_lengths(self) -> frozenset[int]:
        """The lengths that the axes of its arrays have; asked for at every comparison."""
        return lengths(self.values)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass(frozen=True)
class Assignment:
    """Everything the graders of one assignment need.

    `draw_cases` draws the hidden cases of an exercise from the course's secret, `public_cases`
    gives the ones that learners have. Pictures are `drawn` while a notebook is graded, unless what
    draws them would solve an exercise. What a course has `left_out` is not graded.
    """

    name: str
    exercises: tuple[Exercise, ...]
    draw_cases: Callable[[Exercise, bytes], list[Case]]
    public_cases: Callable[[Exercise], list[Case]]
    drawn: bool = True
    left_out: tuple[Exercise, ...] = ()

    @property
    def whole(self) -> tuple[Exercise, ...]:
        """All exercises, those that are left out last."""
        return (*self.exercises, *self.left_out)

    def exercise(self, name: str) -> Exercise:
        """Return the exercise of that name, graded or not."""
        return next(exercise for exercise in self.whole if exercise.name == name)

    def without(self, names: Collection[str]) -> Assignment:
        """Return the assignment without some exercises.

        What is built on one of them is now built on what that is built on: it is given, and calls
        the learner's own functions.
        """
        if not names:
            return self
        stays = [exercise for exercise in self.exercises if exercise.name not in names]
        uses = {each.name: each.uses for each in self.exercises if each.name in names}
        return replace(
            self,
            exercises=tuple(replace(each, uses=_beneath(each.uses, uses)) for each in stays),
            left_out=tuple(each for each in self.exercises if each.name in names),
        )

    def needed_of(self, names: Collection[str]) -> frozenset[str]:
        """Return those of some exercises that the others are built on, or run with."""
        others = [exercise for exercise in self.exercises if exercise.name not in names]
        forwards = [each.forward for each in others if each.forward]
        run_with = ((forward.name, *forward.besides) for forward in forwards)
        groups = (group for each in others for group in each.uses)
        return frozenset(chain.from_iterable((*run_with, *groups))).intersection(names)


Groups = tuple[tuple[str, ...], ...]


def _beneath(groups: Groups, left_out: Mapping[str, Groups]) -> Groups:
    """Put in the place of what is left out all that it is built on."""
    beneath = (chain.from_iterable(_expanded(name, left_out) for name in group) for group in groups)
    return tuple(dict.fromkeys(group for each in beneath if (group := tuple(dict.fromkeys(each)))))


def _expanded(name: str, left_out: Mapping[str, Groups]) -> Iterator[str]:
    if name not in left_out:
        yield name
    for below in chain.from_iterable(left_out.get(name, ())):
        yield from _expanded(below, left_out)
