"""What a cache holds, slot by slot: the same quantity at every step or layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.graders.leaves import Path

Array = NDArray[Any]
# A path, with EACH where it goes on to every step or layer; and what part of the arrays there.
Slot = tuple[Any, ...]
Quantity = tuple[Array, ...]  # one array, or one for each step or layer
Place = tuple[int | slice, ...]  # what an array is indexed with

EACH = "each"
MOST_BLOCKS = 8


@dataclass(frozen=True)
class Block:
    """One of several quantities that are together in an array, along its first or second axis.

    `apart` says that the axis only counts them.
    """

    index: int
    count: int
    apart: bool
    axis: int

    def place(self, array: Array) -> Place:
        """Return where in an array it is."""
        before = (slice(None),) * self.axis
        if self.apart:
            return (*before, self.index)
        height = array.shape[self.axis] // self.count
        return (*before, slice(self.index * height, (self.index + 1) * height))


@dataclass(frozen=True)
class Between:
    """What is left of an array between rows above and below that are known, as inputs are."""


def slots_of(values: Any, lengths: frozenset[int] = frozenset()) -> dict[Slot, dict[Path, Any]]:
    """Return what stands where in tuples, lists and dictionaries, by slot.

    The items of a list of things of one form, and of a dictionary whose keys are numbers, or pairs
    of them, are one for each step or layer; others are different things. So are arrays of several
    shapes in a list that is one of a step itself.

    Parameters
    ----------
    lengths : how many steps or layers there may be; any number if none is given.
    """
    slots: dict[Slot, dict[Path, Any]] = {}
    for slot, path, leaf in _placed(values, lengths, (), ()):
        slots.setdefault(slot, {})[path] = leaf
    return slots


def _placed(
    values: Any, lengths: frozenset[int], slot: Slot, path: Path
) -> Iterator[tuple[Slot, Path, Any]]:
    match values:
        case Mapping():
            numbered = bool(values) and all(isinstance(key, int | tuple) for key in values)
            for key in _in_order(values) if numbered else values:
                place = EACH if numbered else key
                yield from _placed(values[key], lengths, (*slot, place), (*path, key))
        case list() | tuple():
            alike = isinstance(values, list) and _are_steps(values, lengths, inside=EACH in slot)
            for index, item in enumerate(values):
                place = EACH if alike else index
                yield from _placed(item, lengths, (*slot, place), (*path, index))
        case _:
            yield slot, path, values


def _in_order(values: Mapping[Any, Any]) -> list[Any]:
    try:
        return sorted(values)
    except TypeError:  # some keys are numbers and some are pairs
        return list(values)


def _are_steps(values: list[Any], lengths: frozenset[int], inside: bool) -> bool:
    if lengths and not any(values and length % len(values) == 0 for length in lengths):
        return False
    forms = {(_form(value), value.shape if inside and _is_array(value) else ()) for value in values}
    return len(forms) == 1


def _is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray)


def _form(value: Any) -> object:
    """Return what a thing is made of, whatever its size."""
    match value:
        case Mapping():
            return tuple((key, _form(item)) for key, item in value.items())
        case list():
            return list
        case tuple():
            return tuple(map(_form, value))
        case np.ndarray():
            return value.ndim
    return type(value)


def blocks_along(axis: int, array: Array, shapes: Iterable[tuple[int, ...]]) -> list[Block]:
    """Return the blocks of an array along an axis, if it is made of blocks of one of these shapes.

    A second axis counts only where there are two others: each step or layer has it.
    """
    if array.ndim < (1, 3)[axis]:
        return []
    length, others = array.shape[axis], _without(array.shape, axis)
    for shape in shapes:
        if others == shape:
            return _blocks(length, True, axis)
        if array.ndim == len(shape) and others == _without(shape, axis) and shape[axis]:
            count, rest = divmod(length, shape[axis])
            if not rest:
                return _blocks(count, False, axis)
    return []


def _without(shape: tuple[int, ...], axis: int) -> tuple[int, ...]:
    return shape[:axis] + shape[axis + 1 :]


def _blocks(count: int, apart: bool, axis: int) -> list[Block]:
    return [Block(i, count, apart, axis) for i in range(count)] if 1 < count <= MOST_BLOCKS else []


def rows_between(
    arrays: Quantity, known: Iterable[Quantity], are_same: Callable[[Array, Array], bool]
) -> Place | None:
    """Return which rows of arrays are left between known ones above and below, and rows of ones.

    A state and an input are often kept one above the other. None where nothing is known, or all.
    """
    start, stop = 0, len(arrays[0])
    ones = np.ones((1, *arrays[0].shape[1:]))
    ends = [
        rows
        for rows in (*known, (ones,) * len(arrays))
        if len(rows) == len(arrays) and len(rows[0]) < stop
    ]

    def known_rows(first: int, rows: Quantity) -> bool:
        parts = [array[first : first + len(rows[0])] for array in arrays]
        return all(map(are_same, parts, rows))

    for _ in range(MOST_BLOCKS):
        above = next((len(rows[0]) for rows in ends if known_rows(start, rows)), 0)
        below = next((len(rows[0]) for rows in ends if known_rows(stop - len(rows[0]), rows)), 0)
        start, stop = start + above, stop - below
        if not above + below or start >= stop:
            break
    return (slice(start, stop),) if 0 < stop - start < len(arrays[0]) else None


def filled(values: Any, new: Mapping[Path, Any], path: Path = ()) -> Any:
    """Return a copy of tuples, lists and dictionaries with other leaves in some places."""
    if isinstance(values, Mapping):
        return {key: filled(item, new, (*path, key)) for key, item in values.items()}
    if isinstance(values, list | tuple):
        items = [filled(item, new, (*path, i)) for i, item in enumerate(values)]
        return items if isinstance(values, list) else tuple(items)
    return new.get(path, values)
