"""The reference's functions, or the same with known mistakes or other functions among them."""

from __future__ import annotations

import copy
import tracemalloc
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from autograder.graders.code import MOST_CALLS
from autograder.graders.failure import Earlier, too_many_calls
from autograder.mistakes.mistake import Mistake
from autograder.mistakes.namespace import fresh_namespace, make
from autograder.sandbox.own_types import OwnTypes
from autograder.sandbox.wire import Seed, encode, make_opaque


class Reference:
    """Functions of an assignment's reference, called with copies of their arguments.

    Parameters
    ----------
    assignment : whose reference it is.
    replaced : functions that stand in for the reference's, also where it calls them itself.
    mistakes : known mistakes in the others.
    megabytes : the most memory that a call may take, 0 for any.
    observed : whether to note what calls modify and warn of, which takes as long as the calls.
    """

    def __init__(
        self,
        assignment: str,
        replaced: Mapping[str, Callable[..., Any]] = {},
        mistakes: tuple[Mistake, ...] = (),
        megabytes: int = 0,
        observed: bool = True,
    ) -> None:
        self.mutating: Counter[str] = Counter()
        self.warning: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        self.assignment = assignment
        self._replaced = replaced
        self._mistakes = mistakes
        self._megabytes = megabytes
        self._observed = observed
        self._types = OwnTypes()
        self._namespace = fresh_namespace(assignment)
        self._namespace.update(replaced)
        make(mistakes, self._namespace)

    def function(self, name: str) -> Callable[..., Any]:
        """Return one of the functions."""
        function: Callable[..., Any] = self._namespace[name]
        return function

    def call(self, name: str, *arguments: Any) -> Any:
        """Call the function with copies of the arguments; note what it modifies and warns of."""
        self.calls.clear()
        given = map(self._types.closed, copy.deepcopy(arguments))
        copies = [arrived(argument) for argument in given]
        if not self._observed:
            with warnings.catch_warnings(action="ignore"):
                return self.function(name)(*copies)
        before = [encode(argument, make_opaque) for argument in copies]
        with _recorded_warnings() as caught, _memory(self._megabytes):
            value = self.function(name)(*copies)
        self.warning[name] += bool(caught)
        self.mutating[name] += before != [encode(argument, make_opaque) for argument in copies]
        return value

    def whole(self, name: str, *arguments: Any) -> Any:
        """Call the function, and return what it returns with plain containers for objects."""
        return self._types.opened(self.call(name, *arguments))

    def cache(self, name: str, *arguments: Any, position: int) -> Any:
        """Call the function and return one element of the tuple that it returns.

        Raises
        ------
        Earlier : when it fails.
        """
        try:
            value = self.call(name, *arguments)
        except Exception as failure:
            raise Earlier(name, failure) from None
        return value[position]

    def within(self, megabytes: int, seconds: float) -> Reference:
        """Return the same functions, whose calls raise MemoryError when they take more."""
        return Reference(self.assignment, self._replaced, self._mistakes, megabytes)

    def counting(self, name: str) -> Reference:
        """Return the same functions with the reference's own of this name, and count its calls."""
        right = fresh_namespace(self.assignment)[name]

        def counted(*arguments: Any) -> Any:
            counting.calls[name] += 1
            if counting.calls[name] > MOST_CALLS:
                raise too_many_calls(name)
            return right(*arguments)

        others = tuple(known for known in self._mistakes if known.function != name)
        counting = Reference(self.assignment, {**self._replaced, name: counted}, others)
        return counting


def arrived(argument: Any) -> Any:
    """Return the random generator that a seed stands for, and anything else as it is."""
    return np.random.default_rng(argument.number) if isinstance(argument, Seed) else argument


@contextmanager
def _recorded_warnings() -> Iterator[list[warnings.WarningMessage]]:
    with warnings.catch_warnings(record=True) as caught, np.errstate(all="warn", under="ignore"):
        warnings.simplefilter("default")
        yield caught


@contextmanager
def _memory(megabytes: int) -> Iterator[None]:
    """Raise MemoryError at the end if more was taken in between; 0 does not look."""
    if not megabytes:
        yield
        return
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    if peak > megabytes << 20:
        raise MemoryError
