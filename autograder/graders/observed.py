"""What is seen of the reference while it runs: the shapes of its arrays, and how much it does."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

import numpy as np

from autograder.content import reference_file
from autograder.graders.exercise import Case, Exercise
from autograder.graders.reference import Reference
from autograder.mistakes.body import Shapes


@dataclass
class Observed:
    """The shapes of the names of each function, and the number of all calls."""

    shapes: dict[str, Shapes] = field(default_factory=dict)
    calls: int = 0


def observed(exercise: Exercise, reference: Reference, case: Case) -> Observed:
    """Run an exercise with the reference's functions, and watch."""
    file = str(reference_file(reference.assignment))
    seen = Observed()

    def note(frame: FrameType, event: str, _: object) -> None:
        seen.calls += event in ("call", "c_call")
        if event == "return" and frame.f_code.co_filename == file:
            seen.shapes.setdefault(frame.f_code.co_name, dict(_shapes(frame.f_locals)))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        with suppress(Exception):  # the case is one that must be refused
            exercise.run(reference, case)
    finally:
        sys.setprofile(before)
    return seen


def _shapes(names: Mapping[str, Any]) -> Iterator[tuple[str, tuple[int, ...]]]:
    for name, value in names.items():
        entries = value.items() if isinstance(value, dict) else ()
        arrays = [(name, value), *((f'{name}["{key}"]', entry) for key, entry in entries)]
        yield from ((at, array.shape) for at, array in arrays if isinstance(array, np.ndarray))
