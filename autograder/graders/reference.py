"""The reference's functions, or the same with some of them replaced by wrong variants."""

from __future__ import annotations

import copy
import importlib.util
import tracemalloc
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.abc import SourceLoader
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from autograder.graders.code import MOST_CALLS
from autograder.graders.failure import too_many_calls
from autograder.sandbox.wire import Seed, encode, make_opaque


class Reference:
    """Functions of `solutions.<assignment>`, called with copies of their arguments.

    Parameters
    ----------
    assignment : name of the module in `solutions`.
    replaced : functions that stand in for the reference's, also where it calls them itself.
    megabytes : the most memory that a call may take, 0 for any.
    """

    def __init__(
        self,
        assignment: str,
        replaced: Mapping[str, Callable[..., Any]] = {},
        megabytes: int = 0,
    ) -> None:
        self.mutating: Counter[str] = Counter()
        self.warning: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        self._assignment = assignment
        self._replaced = replaced
        self._megabytes = megabytes
        self._module = _fresh_module(f"solutions.{assignment}")
        for name, function in replaced.items():
            setattr(self._module, name, function)

    def function(self, name: str) -> Callable[..., Any]:
        """Return one of the functions."""
        function: Callable[..., Any] = getattr(self._module, name)
        return function

    def call(self, name: str, *arguments: Any) -> Any:
        """Call the function with copies of the arguments; note what it modifies and warns of."""
        self.calls.clear()
        copies = [arrived(argument) for argument in copy.deepcopy(arguments)]
        before = [encode(argument, make_opaque) for argument in copies]
        with _recorded_warnings() as caught, _memory(self._megabytes):
            value = self.function(name)(*copies)
        self.warning[name] += bool(caught)
        self.mutating[name] += before != [encode(argument, make_opaque) for argument in copies]
        return value

    def cache(self, name: str, *arguments: Any, position: int) -> Any:
        """Call the function and return one element of the tuple that it returns."""
        return self.call(name, *arguments)[position]

    def within(self, megabytes: int, seconds: float) -> Reference:
        """Return the same functions, whose calls raise MemoryError when they take more."""
        return Reference(self._assignment, self._replaced, megabytes)

    def counting(self, name: str) -> Reference:
        """Return the same functions with the reference's own of this name, and count its calls."""
        right = getattr(_fresh_module(f"solutions.{self._assignment}"), name)

        def counted(*arguments: Any) -> Any:
            counting.calls[name] += 1
            if counting.calls[name] > MOST_CALLS:
                raise too_many_calls(name)
            return right(*arguments)

        # A wrong variant has imported the functions that it calls: from a module that counts.
        others = vars(Reference(self._assignment, {name: counted})._module)
        replaced = {key: _rebound(f, others) for key, f in self._replaced.items()}
        counting = Reference(self._assignment, {**replaced, name: counted})
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


def _rebound(function: Callable[..., Any], names: Mapping[str, Any]) -> Callable[..., Any]:
    """Return a function that finds these functions under their names, and all else as before."""
    assert isinstance(function, FunctionType)
    functions = {name: item for name, item in names.items() if isinstance(item, FunctionType)}
    return FunctionType(
        function.__code__,
        {**function.__globals__, **functions},
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )


def _fresh_module(name: str) -> ModuleType:
    """Run a module anew, so that replacing its functions leaves the imported one alone."""
    module = ModuleType(name)
    exec(_compiled(name), module.__dict__)
    return module


@cache
def _compiled(name: str) -> CodeType:
    specification = importlib.util.find_spec(name)
    if specification is None or not isinstance(specification.loader, SourceLoader):
        raise ModuleNotFoundError(name)
    code = specification.loader.get_code(name)
    assert code is not None
    return code
