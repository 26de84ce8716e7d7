"""A check: a plain pytest function whose docstring is the sentence the learner reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, TypeVar

import pytest

Function = TypeVar("Function", bound=Callable[..., None])


def check(exercise: str, points: float) -> Callable[[Function], Function]:
    """Mark a function as a check of an exercise, worth so many of its points."""
    return pytest.mark.check(exercise=exercise, points=points)


def checks_of(module: ModuleType) -> Iterator[tuple[Callable[..., None], dict[str, Any]]]:
    """Yield the checks of a grader module with what their marks say."""
    for function in vars(module).values():
        for mark in getattr(function, "pytestmark", []):
            if mark.name == "check":
                yield function, mark.kwargs


def points_of(module: ModuleType) -> dict[str, float]:
    """Return what each exercise of a grader module is worth, summed over its checks."""
    points: dict[str, float] = {}
    for _, mark in checks_of(module):
        points[mark["exercise"]] = points.get(mark["exercise"], 0.0) + mark["points"]
    return points
