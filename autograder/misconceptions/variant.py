"""Known mistakes as runnable wrong variants of the reference.

A variant serves twice: an answer that equals it gets its hint, and the graders must reject it.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import FunctionType
from typing import Any

Function = Callable[..., Any]


@dataclass(frozen=True)
class Misconception:
    """One known mistake.

    Parameters
    ----------
    id : its name, with the exercise it shows in: `rnn_cell_backward.tanh_derivative_missing`.
    shows_in : the exercise whose checks fail because of it.
    replaces : the function that contains the mistake; the same, except where the mistake hides
        in a forward's cache and comes to light in the backward.
    function : the wrong variant, with the signature of what it replaces.
    hint : names the missing idea and never the answer.
    """

    id: str
    shows_in: str
    replaces: str
    function: Function
    hint: str

    def calling(self, other: Callable[[str], Function]) -> Function:
        """Return the variant with others in the place of the reference's functions that it calls.

        `other` gives what stands in for a function of this name.
        """
        right = {
            name: other(item.__name__)
            for name, item in self.function.__globals__.items()
            if isinstance(item, FunctionType) and item.__module__.startswith("solutions.")
        }
        assert isinstance(self.function, FunctionType)
        return FunctionType(
            self.function.__code__,
            {**self.function.__globals__, **right},
            self.function.__name__,
            self.function.__defaults__,
            self.function.__closure__,
        )

    def source(self, right: str) -> str:
        """Return the code of a notebook cell that makes the mistake.

        Parameters
        ----------
        right : source of the function that is replaced; the variant may call it by its name.
        """
        variant = textwrap.indent(_without_types(self.function), "    ")
        return (
            f"{right.rstrip()}\n\n\n"
            f"def _mistaken({self.replaces}):\n"
            f"{variant}\n"
            f"    return {self.function.__name__}\n\n\n"
            f"{self.replaces} = _mistaken({self.replaces})\n"
        )


def _without_types(function: Function) -> str:
    """Return the source of a function as learners write it: no annotations, no decorators."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert isinstance(tree, ast.FunctionDef)
    tree.decorator_list, tree.returns = [], None
    for argument in tree.args.args:
        argument.annotation = None
    return ast.unparse(tree)


_REGISTERED: list[Misconception] = []


def misconception(replaces: str, shows_in: str | None = None) -> Callable[[Function], Function]:
    """Register a function as a wrong variant; its docstring is the hint."""

    def register(function: Function) -> Function:
        exercise = shows_in or replaces
        hint = " ".join((inspect.getdoc(function) or "").split())
        _REGISTERED.append(
            Misconception(f"{exercise}.{function.__name__}", exercise, replaces, function, hint)
        )
        return function

    return register


@cache
def misconceptions(assignment: str) -> tuple[Misconception, ...]:
    """Return the known mistakes of an assignment, in the order in which they are written."""
    package = importlib.import_module(f"autograder.misconceptions.{assignment}").__name__
    return tuple(
        known for known in _REGISTERED if known.function.__module__.startswith(f"{package}.")
    )


@cache
def misconceptions_of(assignment: str, exercise: str) -> tuple[Misconception, ...]:
    """Return the known mistakes that show in one exercise."""
    return tuple(known for known in misconceptions(assignment) if known.shows_in == exercise)
