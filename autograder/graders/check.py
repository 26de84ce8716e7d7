"""A check: a plain pytest function whose docstring is the sentence the learner reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, TypeVar

import pytest

Function = TypeVar("Function", bound=Callable[..., None])


def check(exercise: str, share: float = 1.0) -> Callable[[Function], Function]:
    """Mark a function as a check of an exercise.

    The exercise's points are divided among its checks in proportion to their shares.
    """
    return pytest.mark.check(exercise=exercise, share=share)


def checks_of(module: ModuleType) -> Iterator[tuple[Callable[..., None], dict[str, Any]]]:
    """Yield the checks of a grader module with what their marks say."""
    for function in vars(module).values():
        for mark in getattr(function, "pytestmark", []):
            if mark.name == "check":
                yield function, mark.kwargs


def shares_in(module: ModuleType) -> dict[str, float]:
    """Return the sum of the shares of each exercise's checks."""
    shares: dict[str, float] = {}
    for _, mark in checks_of(module):
        shares[mark["exercise"]] = shares.get(mark["exercise"], 0.0) + mark["share"]
    return shares
