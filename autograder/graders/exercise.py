"""What an exercise is to the graders: how to run it, what it returns, what it builds on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from numpy.typing import NDArray

Array = NDArray[Any]


class Code(Protocol):
    """Somebody's functions: the learner's behind the sandbox, or the reference's in process."""

    def call(self, name: str, *arguments: Any) -> Any:
        """Call the function with copies of the arguments and return a plain value."""

    def cache(self, name: str, *arguments: Any, position: int) -> Any:
        """Call the function and return a handle to the element of its result at `position`."""


@dataclass(frozen=True)
class Forward:
    """The scalar function of an exercise's inputs whose gradient its backward must be.

    `inputs` names each array after the gradient that belongs to it; `objective` computes the
    scalar with somebody's own forward function, called `name`.
    """

    name: str
    inputs: Callable[[Any], dict[str, Array]]
    objective: Callable[[Code, Any, Mapping[str, Array]], float]
    follow_through: float = 0.5


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
    """

    name: str
    returns: tuple[str, ...]
    run: Callable[[Code, Any], Any]
    uses: tuple[tuple[str, ...], ...] = ()
    forward: Forward | None = None
    cache_position: int | None = None


@dataclass(frozen=True)
class Case:
    """A hidden case: its numbers, and words for it that give none of them away."""

    title: str
    values: Mapping[str, Any]
    kind: str = "ordinary"
    depth: int = 1
    check_gradient: bool = False

    def __getattr__(self, name: str) -> Any:
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass(frozen=True)
class Assignment:
    """Everything the graders of one assignment need.

    `draw_cases` draws the hidden cases of an exercise from the course's secret, `public_cases`
    gives the ones that learners have.
    """

    name: str
    exercises: tuple[Exercise, ...]
    draw_cases: Callable[[Exercise, bytes], list[Case]]
    public_cases: Callable[[Exercise], list[Case]]

    def exercise(self, name: str) -> Exercise:
        """Return the exercise of that name."""
        return next(exercise for exercise in self.exercises if exercise.name == name)
