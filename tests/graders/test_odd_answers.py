"""A fault of the grader costs no marks: so nothing that a learner returns may cause one."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.content import assignments
from autograder.graders.attempt import Attempt
from autograder.graders.check import checks_of
from autograder.graders.exercise import Exercise
from autograder.graders.failure import Explained, Wrong
from autograder.graders.reference import Reference
from autograder.graders.registry import assignment_named, grader_module
from autograder.sandbox.wire import Function, Kept, Opaque, Seed

from .marks import expectations

EXERCISES = [
    (assignment, exercise)
    for assignment in assignments()
    for exercise in assignment_named(assignment).exercises
]

# What a sandbox can answer, in the place of the whole or of every part of what is right: each
# exercise meets all of them, every other one in the other way.
ODD: dict[str, Any] = {
    "None": None,
    "nothing": (),
    "a truth": True,
    "a large integer": 10**400,
    "a negative integer": -(2**62),
    "a complex number": 1j,
    "NaN": float("nan"),
    "infinity": float("inf"),
    "a string": "x",
    "bytes": b"x",
    "a list of lists": [[1], [2, 3]],
    "a list of strings": ["a", "b"],
    "a dictionary": {"a": 1, None: 2, 3.5: np.ones(2)},
    "an empty array": np.empty((0, 3)),
    "unsigned integers": np.full((3, 4), 2**64 - 1, np.uint64),
    "truths": np.ones((2, 3), bool),
    "complex numbers": np.full((2, 2), 1j),
    "an array without dimensions": np.array(3),
    "many dimensions": np.ones((1,) * 20),
    "something opaque": Opaque("Cache"),
    "handles": (Kept(5), Seed(-1), Function("f")),
}


def replaced(value: Any, leaf: Callable[[Any], Any]) -> Any:
    """Return an answer with something else in the place of each of its parts."""
    if isinstance(value, dict):
        return {key: replaced(item, leaf) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(replaced(item, leaf) for item in value)
    return leaf(value)


def unsigned(value: Any) -> Any:
    whole = isinstance(value, np.ndarray) and value.dtype.kind in "iu"
    return value.astype(np.uint64) if whole else value


class Remembering:
    """The reference, which is asked the same thing once."""

    def __init__(self, assignment: str) -> None:
        self._reference = Reference(assignment)
        self._answers: dict[bytes, Any] = {}

    def call(self, name: str, *arguments: Any) -> Any:
        key = pickle.dumps((name, arguments))
        if key not in self._answers:
            self._answers[key] = self._reference.call(name, *arguments)
        return self._answers[key]


class Changed:
    """The reference, whose answers are changed on the way."""

    def __init__(self, reference: Remembering, change: Callable[[Any], Any]) -> None:
        self.mutating: Counter[str] = Counter()
        self.warning: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        self._reference = reference
        self._change = change

    def call(self, name: str, *arguments: Any) -> Any:
        return self._change(self._reference.call(name, *arguments))

    def cache(self, name: str, *arguments: Any, position: int) -> Any:
        return self._reference.call(name, *arguments)[position]

    def within(self, megabytes: int, seconds: float) -> Changed:
        return self

    def counting(self, name: str) -> Changed:
        return self


def faults(assignment: str, exercise: Exercise, code: Changed) -> list[Exception]:
    """Run every check; return what no learner is to blame for."""
    attempt = Attempt(exercise, expectations(assignment), code)
    ended: list[Exception] = []
    for check, mark in checks_of(grader_module(assignment)):
        if mark["exercise"] == exercise.name:
            try:
                check(attempt)
            except (Wrong, Explained):
                continue
            except Exception as failure:
                ended.append(failure)
    return ended


def title(value: object) -> str:
    return str(getattr(value, "name", value))


@pytest.mark.parametrize(("assignment", "exercise"), EXERCISES, ids=title)
def test_no_answer_is_a_fault_of_the_grader(assignment: str, exercise: Exercise) -> None:
    changes: dict[str, Callable[[Any], Any]] = {
        "unsigned integers for others": lambda value: replaced(value, unsigned)
    }
    for number, (name, odd) in enumerate(ODD.items(), EXERCISES.index((assignment, exercise))):
        if number % 2:
            changes[name] = lambda value, odd=odd: odd
        else:
            changes[f"{name} for each part"] = lambda value, odd=odd: replaced(value, lambda _: odd)
    reference = Remembering(assignment)
    with np.errstate(all="ignore"):
        found = {
            name: faults(assignment, exercise, Changed(reference, change))
            for name, change in changes.items()
        }
    assert {name: failures for name, failures in found.items() if failures} == {}
