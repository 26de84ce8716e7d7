"""Measuring the tolerances: what correct work needs, and what mistakes would need.

Correct work is the reference in float64 and in float32; both are compared with the same formulas
in extended precision, so that nothing is compared with itself. Mistakes are the known ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.compare.difference import NUMERIC_KINDS
from autograder.compare.distance import norm_ratio
from autograder.graders.exercise import Assignment
from autograder.graders.expectations import Answer, Expectations, answer
from autograder.graders.leaves import at, leaves
from autograder.graders.reference import Reference
from autograder.graders.registry import assignment_named
from autograder.graders.trial import failures
from autograder.mistakes.catalogue import mistakes_in

PRECISIONS = ("float64", "float32")


@dataclass
class Row:
    """What was measured of one exercise.

    `largest_right` is the largest norm ratio of correct work by precision, as a share of the
    threshold; `smallest_wrong` the smallest of a mistake, at the case that shows it best. Mistakes
    that no number shows (memory, warnings, modified arguments, chance) are counted in `unseen`.
    """

    exercise: str
    right: int = 0
    false_rejects: int = 0
    wrong: int = 0
    false_accepts: int = 0
    largest_right: dict[str, float] = field(default_factory=lambda: dict.fromkeys(PRECISIONS, 0.0))
    smallest_wrong: float | None = None
    unseen: int = 0


class InPrecision:
    """The reference's functions, fed with every array in another floating-point type."""

    def __init__(self, reference: Reference, dtype: str) -> None:
        self.mutating, self.warning = reference.mutating, reference.warning
        self.calls = reference.calls
        self._reference = reference
        self._dtype = np.dtype(dtype)

    def call(self, name: str, *arguments: Any) -> Any:
        """Call the function with converted arguments."""
        return self._reference.call(name, *(self._converted(a) for a in arguments))

    whole = call

    def cache(self, name: str, *arguments: Any, position: int) -> Any:
        """Call the function with converted arguments and return one element."""
        return self.call(name, *arguments)[position]

    def within(self, megabytes: int, seconds: float) -> InPrecision:
        """Return the same functions: neither memory nor time is measured here."""
        return self

    def counting(self, name: str) -> InPrecision:
        """Return the same functions, one of them counted."""
        return InPrecision(self._reference.counting(name), self._dtype.name)

    def _converted(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._converted(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self._converted(item) for item in value]
        if isinstance(value, np.ndarray) and value.dtype.kind == "f":
            return value.astype(self._dtype)
        return value


def calibrate(name: str, draws: int) -> Iterator[list[Row]]:
    """Measure an assignment's tolerances, one draw of all hidden cases after another.

    Mistakes take longer to recognise than correct work, and are far from the threshold: they
    are measured at every tenth draw.

    Yields
    ------
    The table so far, after each draw.
    """
    assignment = assignment_named(name)
    rows = {exercise.name: Row(exercise.name) for exercise in assignment.exercises}
    for draw in range(draws):
        secret = f"calibration {draw}".encode()
        for dtype in PRECISIONS:
            _measure_right(Expectations(assignment, secret, costly=False), dtype, rows)
        if draw % 10 == 0:
            _measure_wrong(Expectations(assignment, secret), rows)
        yield list(rows.values())


def _measure_right(expectations: Expectations, dtype: str, rows: dict[str, Row]) -> None:
    code = InPrecision(expectations.reference, dtype)
    exact = InPrecision(expectations.reference, "longdouble")
    for exercise in expectations.assignment.exercises:
        row = rows[exercise.name]
        row.right += 1
        row.false_rejects += any(True for _ in failures(exercise, expectations, code))
        for case in expectations.cases(exercise):
            if case.kind == "ordinary":
                given, right = answer(exercise, code, case), answer(exercise, exact, case)
                if isinstance(right.outputs, TypeError):  # np.linalg knows no extended precision
                    right = answer(exercise, expectations.reference, case)
                share = _largest_distance(given, right) / case.tolerated
                row.largest_right[dtype] = max(row.largest_right[dtype], share)


def _measure_wrong(expectations: Expectations, rows: dict[str, Row]) -> None:
    assignment: Assignment = expectations.assignment
    for known in mistakes_in(assignment.name):
        exercise = assignment.exercise(known.shows_in)
        row = rows[exercise.name]
        code = Reference(assignment.name, mistakes=(known,))
        row.wrong += 1
        row.false_accepts += not any(True for _ in failures(exercise, expectations, code))
        pairs = zip(
            expectations.typical(exercise, known), expectations.right(exercise), strict=True
        )
        clearest = max(
            _largest_distance(given, right) / right.case.tolerated for given, right in pairs
        )
        if clearest > 1:
            row.smallest_wrong = min(row.smallest_wrong or clearest, clearest)
        else:
            row.unseen += 1


def _largest_distance(given: Answer, right: Answer) -> float:
    """Return the largest norm ratio over all outputs; 1 where nothing can be compared."""
    if isinstance(given.outputs, Exception) or isinstance(right.outputs, Exception):
        return float(isinstance(given.outputs, Exception) != isinstance(right.outputs, Exception))
    return max(
        (_distance(at(given.outputs, path), value) for path, value in leaves(right.outputs)),
        default=0.0,
    )


def _distance(actual: Any, expected: Any) -> float:
    if np.asarray(expected).dtype.kind not in NUMERIC_KINDS:
        return 0.0  # names and truth values are judged by laws
    if np.shape(actual) != np.shape(expected) or np.asarray(actual).dtype.kind not in NUMERIC_KINDS:
        return 1.0
    return norm_ratio(actual, expected)
