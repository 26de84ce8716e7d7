"""What is different between a learner's answer and the expected one, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.compare.distance import in_range, norm_ratio
from autograder.compare.shape import telling_shapes
from autograder.messages import Message

NUMERIC_KINDS = "fiu"
LARGEST_INTEGER = 2**63  # Python's integers may be too large even for a float
NOISE = 1e-13
ALWAYS_TELLING = 2  # a factor that tells of something counted twice, or of a half
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


OTHER = 0.5  # the norm ratio from which on numbers have nothing to do with each other
# The least norm ratio, which is about half of the relative error, and words for it.
SIZES = (
    (0.05, "tens"),
    (0.005, "percent"),
    (0.0005, "permille"),
    (0, "precision"),
)

Expected = NDArray[Any] | float | Mapping[str, Any] | tuple[Any, ...] | list[Any]


def difference(
    output: str,
    actual: object,
    expected: Expected,
    threshold: float,
    where: str,
    sizes: Set[int] = frozenset(),
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
    sizes : lengths of axes of what the function was given. Shapes and factors are told only as far
        as these explain them: a learner's code could write hidden numbers into others.

    Returns
    -------
    A sentence about the first difference that matters, or None when they agree.
    """
    return _Comparison(threshold, where, sizes).of(output, actual, expected)


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
    if a.shape != b.shape:
        return False
    if np.isfinite(a).all() and np.isfinite(b).all() and np.array_equal(a, b):
        return True
    if not np.array_equal(np.isfinite(a), np.isfinite(b)):
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
    # An array of objects has stayed in the sandbox: what came is the name of its type.
    is_array = isinstance(value, np.ndarray | np.generic) or _type_name(value) == "ndarray"
    return "an array of something else" if is_array else "something else"


def _type_name(value: object) -> str:
    return str(getattr(value, "type_name", ""))


def size_in_words(distance: float) -> Message:
    """Say how large a norm ratio is, in so few words that they carry no hidden numbers."""
    size = next(name for least, name in SIZES if distance >= least)
    return Message(f"size.{size}")


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


@dataclass(frozen=True)
class _Comparison:
    """One comparison; see `difference` for what it knows."""

    threshold: float
    where: str
    sizes: Set[int]

    def of(self, output: str, actual: object, expected: Expected) -> Message | None:
        """Return a sentence about the first difference that matters, or None."""
        if isinstance(expected, tuple | list):
            return self._of_items(output, actual, expected)
        if isinstance(expected, Mapping):
            return self._of_entries(output, actual, expected)
        if isinstance(expected, int):
            return None if _whole(actual) == expected else self._message("count", output)
        if not _is_numeric(actual):
            return Message("wrong.not_array", {"output": output, "kind": kind_of(actual)})
        answer, right = np.asarray(actual), np.asarray(expected)
        if answer.shape != right.shape:
            return self._of_shapes(output, answer, right)
        if not np.isfinite(answer).all():
            return self._message("not_finite", output)
        distance = norm_ratio(answer, right)
        return None if distance <= self.threshold else self._of_numbers(output, answer, right)

    def _of_entries(
        self, output: str, actual: object, expected: Mapping[str, Any]
    ) -> Message | None:
        if not isinstance(actual, Mapping):
            return self._message("not_dict", output, kind=kind_of(actual))
        for key, right in expected.items():
            if key not in actual:
                return self._message("no_entry", output, key=key)
            message = self.of(f'{output}["{key}"]', actual[key], right)
            if message is not None:
                return message
        return None

    def _of_items(self, output: str, actual: object, expected: Sequence[Any]) -> Message | None:
        if not isinstance(actual, tuple | list) or len(actual) != len(expected):
            return self._message("not_tuple", output, count=len(expected))
        for position, right in enumerate(expected):
            message = self.of(f"{output}[{position}]", actual[position], right)
            if message is not None:
                return message
        return None

    def _of_shapes(self, output: str, answer: NDArray[Any], right: NDArray[Any]) -> Message:
        received, expected = str(answer.shape), str(right.shape)
        if answer.shape not in telling_shapes(right.shape, self.sizes):
            return self._message("other_shape", output, expected=expected)
        name = "shape"
        if right.ndim == 2 and right.shape[1] == 1 and _is_flat(answer, right):
            name = "column"
        elif answer.shape == right.T.shape and norm_ratio(answer.T, right) <= self.threshold:
            name = "transposed"
        return self._message(name, output, received=received, expected=expected)

    def _of_numbers(self, output: str, answer: NDArray[Any], right: NDArray[Any]) -> Message:
        if not answer.any():
            return self._message("zero", output)
        answer, right = in_range(answer, right)
        if norm_ratio(-answer, right) <= self.threshold:
            return self._message("sign", output)
        factor = _factor(answer, right, {ALWAYS_TELLING, *right.shape, *self.sizes} - {0, 1})
        if factor is not None and norm_ratio(answer, factor * right) <= self.threshold:
            return self._message("factor", output, factor=f"{factor:.2g}")
        distance = norm_ratio(answer, right)
        if distance >= OTHER:
            return self._message("other_numbers", output)
        return self._message("numbers", output, size=str(size_in_words(distance)))

    def _message(self, name: str, output: str, **values: str | int | float) -> Message:
        return Message(f"wrong.{name}", {"output": output, **values, "where": self.where})


def _is_flat(answer: NDArray[Any], column: NDArray[Any]) -> bool:
    return answer.shape in [column.shape[:1], column.T.shape]


def _factor(answer: NDArray[Any], right: NDArray[Any], telling: Set[int]) -> float | None:
    """Return the factor between two arrays if it is one of these whole numbers, or one over it.

    They tell of something counted several times, or divided by a size; others tell nothing.
    """
    a, b = answer.ravel(), right.ravel()
    size = float(b @ b)
    factor = float(a @ b) / size if size else 0.0
    if abs(factor) < 1e-6:
        return None
    for candidate, inverse in ((factor, False), (1 / factor, True)):
        whole = round(candidate)
        if whole in telling and abs(candidate - whole) < 0.01 * whole:
            return 1 / whole if inverse else float(whole)
    return None
