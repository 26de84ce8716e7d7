"""What is different between a learner's answer and the expected one, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.compare.distance import norm_ratio
from autograder.messages import Message

NUMERIC_KINDS = "fiu"
LARGEST_INTEGER = 2**63  # Python's integers may be too large even for a float
NOISE = 1e-13
SHOWN_DIMENSIONS = frozenset(range(10))
LARGEST_SHOWN_FACTOR = 9
KINDS = {
    bool: "True or False",
    int: "a very large integer",
    complex: "a complex number",
    str: "a string",
    bytes: "bytes",
    list: "a list",
    tuple: "a tuple",
    dict: "a dictionary",
}


Expected = NDArray[Any] | float | Mapping[str, Any] | tuple[Any, ...] | list[Any]


def difference(
    output: str, actual: object, expected: Expected, threshold: float, where: str
) -> Message | None:
    """Compare one named output with what it should be.

    Parameters
    ----------
    output : its name, as in the exercise's docstring.
    actual : what the learner's function gave: any plain value.
    expected : the reference's answer. Of a dictionary, tuple or list every entry is compared, and
        an integer of Python's must be met exactly.
    threshold : largest norm ratio that counts as equal.
    where : which case this is, in words that give no hidden number away.

    Returns
    -------
    A sentence about the first difference that matters, or None when they agree.
    """
    if isinstance(expected, tuple | list):
        return _item_difference(output, actual, expected, threshold, where)
    if isinstance(expected, Mapping):
        return _entry_difference(output, actual, expected, threshold, where)
    if isinstance(expected, int):
        met = _whole(actual) == expected
        return None if met else Message("wrong.count", {"output": output, "where": where})
    if not _is_numeric(actual):
        return Message("wrong.not_array", {"output": output, "kind": kind_of(actual)})
    answer, right = np.asarray(actual), np.asarray(expected)
    if answer.shape != right.shape:
        return _shape_difference(output, answer, right, threshold, where)
    if not np.isfinite(answer).all():
        return Message("wrong.not_finite", {"output": output, "where": where})
    distance = norm_ratio(answer, right)
    if distance <= threshold:
        return None
    return _number_difference(output, answer, right, threshold, distance, where)


def same_answer(one: object, other: object, threshold: float) -> bool:
    """Say whether two answers are the same, NaN and infinity at the same places included."""
    if isinstance(one, str | bool | None) or isinstance(other, str | bool | None):
        return type(one) is type(other) and one == other
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(
            same_answer(one[key], other[key], threshold) for key in one
        )
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return len(one) == len(other) and all(
            same_answer(a, b, threshold) for a, b in zip(one, other, strict=True)
        )
    if isinstance(one, int) and isinstance(other, int):
        return one == other
    one, other = _truths_as_numbers(one), _truths_as_numbers(other)
    if not (_is_numeric(one) and _is_numeric(other)):
        return False
    a, b = np.asarray(one, np.float64), np.asarray(other, np.float64)
    if a.shape != b.shape or not np.array_equal(np.isfinite(a), np.isfinite(b)):
        return False
    return norm_ratio(_without_noise(a), _without_noise(b)) <= threshold


def _truths_as_numbers(value: object) -> object:
    if isinstance(value, np.ndarray) and value.dtype.kind == "b":
        return value.astype(np.int8)
    return value


def _without_noise(values: NDArray[Any]) -> NDArray[Any]:
    """Return zero for what is not finite, and for what is left of a difference of equal numbers."""
    return np.where(np.isfinite(values) & (np.abs(values) > NOISE), values, 0)


def kind_of(value: object) -> str:
    """Name what a value is, from a fixed list: a learner's class may be called anything."""
    if value is None:
        return "None"
    for kind, name in KINDS.items():
        if isinstance(value, kind):
            return name
    if isinstance(value, np.ndarray | np.generic):
        return "an array of something else"
    return "something else"


def size_in_words(distance: float) -> Message:
    """Say how large a norm ratio is, too roughly to carry hidden numbers."""
    if distance >= 0.5:
        return Message("size.everything")
    if distance >= 0.005:
        rounded = float(f"{200 * distance:.0e}")
        return Message("size.percent", {"percent": f"{rounded:g}"})
    if distance >= 0.0005:
        return Message("size.permille")
    return Message("size.precision")


def _entry_difference(
    output: str, actual: object, expected: Mapping[str, Any], threshold: float, where: str
) -> Message | None:
    if not isinstance(actual, Mapping):
        return Message("wrong.not_dict", {"output": output, "kind": kind_of(actual)})
    for key, right in expected.items():
        if key not in actual:
            return Message("wrong.no_entry", {"output": output, "key": key, "where": where})
        message = difference(f'{output}["{key}"]', actual[key], right, threshold, where)
        if message is not None:
            return message
    return None


def _item_difference(
    output: str, actual: object, expected: Sequence[Any], threshold: float, where: str
) -> Message | None:
    if not isinstance(actual, tuple | list) or len(actual) != len(expected):
        values: dict[str, str | int | float] = {"output": output, "count": len(expected)}
        return Message("wrong.not_tuple", values | {"where": where})
    for position, right in enumerate(expected):
        message = difference(f"{output}[{position}]", actual[position], right, threshold, where)
        if message is not None:
            return message
    return None


def _whole(value: object) -> int | None:
    """Return a whole number exactly, whichever type holds it."""
    if isinstance(value, np.ndarray) and value.shape == ():
        value = value[()]
    if isinstance(value, int | np.integer) and not isinstance(value, bool):
        return int(value)
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return int(value)
    return None


def _is_numeric(value: object) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return isinstance(value, float) or abs(value) <= LARGEST_INTEGER
    return isinstance(value, np.ndarray | np.generic) and value.dtype.kind in NUMERIC_KINDS


def _shape_difference(
    output: str, answer: NDArray[Any], right: NDArray[Any], threshold: float, where: str
) -> Message:
    values: dict[str, str | int | float] = {
        "output": output,
        "received": str(answer.shape),
        "expected": str(right.shape),
        "where": where,
    }
    # A learner's code could write hidden numbers into the dimensions of its answer.
    if answer.ndim > right.ndim + 2 or not SHOWN_DIMENSIONS.union(right.shape).issuperset(
        answer.shape
    ):
        return Message("wrong.oversized", values)
    if right.ndim == 2 and right.shape[1] == 1 and answer.shape in [right.shape[:1], right.T.shape]:
        return Message("wrong.column", values)
    if answer.shape == right.T.shape and norm_ratio(answer.T, right) <= threshold:
        return Message("wrong.transposed", values)
    return Message("wrong.shape", values)


def _number_difference(
    output: str,
    answer: NDArray[Any],
    right: NDArray[Any],
    threshold: float,
    distance: float,
    where: str,
) -> Message:
    values: dict[str, str | int | float] = {"output": output, "where": where}
    if norm_ratio(-answer, right) <= threshold:
        return Message("wrong.sign", values)
    factor = _telling_factor(answer, right)
    if factor is not None and norm_ratio(answer, factor * right) <= threshold:
        return Message("wrong.factor", {**values, "factor": f"{factor:.2g}"})
    return Message("wrong.numbers", {**values, "size": str(size_in_words(distance))})


def _telling_factor(answer: NDArray[Any], right: NDArray[Any]) -> float | None:
    """Return the factor between two arrays if it is a whole number or one over it.

    Those tell of something counted several times, or divided by a size; others tell nothing.
    """
    a, b = answer.ravel().astype(np.float64), right.ravel().astype(np.float64)
    with np.errstate(all="ignore"):
        factor = float(a @ b) / float(b @ b) if b.any() else 0.0
    if not np.isfinite(factor):
        return None
    for candidate in (factor, 1 / factor if abs(factor) > 1e-6 else 0.0):
        whole = round(candidate)
        if 2 <= whole <= LARGEST_SHOWN_FACTOR and abs(candidate - whole) < 0.01 * whole:
            return factor
    return None
