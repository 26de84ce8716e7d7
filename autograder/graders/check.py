"""A check: a plain pytest function whose docstring is the sentence the learner reads."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import TypeVar

import pytest

Function = TypeVar("Function", bound=Callable[..., None])


def check(exercise: str, points: float) -> Callable[[Function], Function]:
    """Mark a function as a check of an exercise, worth so many of its points."""
    return pytest.mark.check(exercise=exercise, points=points)


def points_of(module: ModuleType) -> dict[str, float]:
    """Return what each exercise of a grader module is worth, summed over its checks."""
    points: dict[str, float] = {}
    for function in vars(module).values():
        for mark in getattr(function, "pytestmark", []):
            if mark.name == "check":
                exercise = mark.kwargs["exercise"]
                points[exercise] = points.get(exercise, 0.0) + mark.kwargs["points"]
    return points
