"""What a cache holds, slot by slot: the same quantity at every step or layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.graders.leaves import Path

Array = NDArray[Any]
# A path, with EACH where it goes on to every step or layer; and what part of the arrays there.
Slot = tuple[Any, ...]
Quantity = tuple[Array, ...]  # one array, or one for each step or layer

EACH = "each"
MOST_BLOCKS = 8


@dataclass(frozen=True)
class Block:
    """One of several quantities that are together in an array, along its first axis.

    `apart` says that the axis only counts them.
    """

    index: int
    count: int
    apart: bool

    def rows(self, array: Array) -> int | slice:
        """Return where in an array it is."""
        if self.apart:
            return self.index
        height = len(array) // self.count
        return slice(self.index * height, (self.index + 1) * height)


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


def blocks_of(array: Array, shapes: Iterable[tuple[int, ...]]) -> list[Block]:
    """Return the blocks of an array, if it is made of blocks of one of these shapes."""
    for shape in shapes:
        if array.shape[1:] == shape:
            return _blocks(len(array), apart=True)
        if array.ndim == len(shape) and array.shape[1:] == shape[1:] and shape[0]:
            count, rest = divmod(len(array), shape[0])
            if not rest:
                return _blocks(count, apart=False)
    return []


def _blocks(count: int, apart: bool) -> list[Block]:
    return [Block(i, count, apart) for i in range(count)] if 1 < count <= MOST_BLOCKS else []


def rows_between(
    arrays: Quantity, known: Iterable[Quantity], are_same: Callable[[Array, Array], bool]
) -> slice | None:
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
    return slice(start, stop) if 0 < stop - start < len(arrays[0]) else None


def filled(values: Any, new: Mapping[Path, Any], path: Path = ()) -> Any:
    """Return a copy of tuples, lists and dictionaries with other leaves in some places."""
    if isinstance(values, Mapping):
        return {key: filled(item, new, (*path, key)) for key, item in values.items()}
    if isinstance(values, list | tuple):
        items = [filled(item, new, (*path, i)) for i, item in enumerate(values)]
        return items if isinstance(values, list) else tuple(items)
    return new.get(path, values)


def quantities_of(values: Any) -> dict[str, Quantity]:
    """Return the quantities that a function's result holds."""
    return {
        "/".join(map(str, slot)): tuple(places.values())
        for slot, places in slots_of(values).items()
        if all(isinstance(leaf, np.ndarray) and leaf.dtype.kind == "f" for leaf in places.values())
    }


def in_all_forms(quantities: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """Return quantities in all forms that a cache may have."""
    found = dict(quantities)
    forms = (_halves, _step_by_step, _beside_zeros, _joined, _sequence_by_sequence)
    for form in (*forms, _together, _stacked):
        found |= form(found)
    return found | _grown(quantities) | _last(quantities)


def _halves(known: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """Part the features of two networks, or directions, that are handed on together."""
    return {
        f"{name} {half} half": tuple(np.split(array, 2)[index] for array in arrays)
        for name, arrays in known.items()
        if all(array.ndim == 3 and len(array) % 2 == 0 for array in arrays)
        for index, half in enumerate(("first", "second"))
    }


def _step_by_step(known: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """Cut what has an axis of time; of several layers one after the other, or step after step."""
    found: dict[str, Quantity] = {}
    for name, arrays in known.items():
        if all(array.ndim == 3 for array in arrays):
            layers = [np.moveaxis(array, 2, 0) for array in arrays]
            found[f"{name} step by step"] = tuple(step for layer in layers for step in layer)
            if len(arrays) > 1:
                steps = zip(*layers, strict=False)
                found[f"{name} layer by layer"] = tuple(layer for step in steps for layer in step)
    return found


def _beside_zeros(known: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """Put a state of zeros before the first step, or after the last."""
    return {
        f"{name} {where} zeros": tuple(np.pad(array, ((0, 0), (0, 0), width)) for array in arrays)
        for name, arrays in known.items()
        if all(array.ndim == 3 for array in arrays)
        for where, width in (("after", (1, 0)), ("before", (0, 1)))
    }


def _joined(known: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """Put what comes before the first step, or after the last, beside what comes at each."""
    found: dict[str, Quantity] = {}
    for (before, some), (after, others) in permutations(known.items(), 2):
        if EACH not in before:
            continue
        if len(some) == len(others) and all(map(np.array_equal, some[1:], others[:-1])):
            found[f"{before} and {after}"] = (some[0], *others)
        if len(others) == 1 and some[0].shape == others[0].shape:
            found[f"{before}, then {after}"] = (*some, *others)
    return found


def _grown(known: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """Put what each layer adds behind what the first one has, where each has more than the last."""
    return {
        f"first of {whole}, then {added}": (some[0], *others)
        for (whole, some), (added, others) in permutations(known.items(), 2)
        if EACH in whole and len(some) == len(others)
        if len(some) == 1 or len(some[0]) < len(some[-1])
        if some[0].shape[1:] == others[0].shape[1:]
    }


def _last(known: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """Take the last step, or layer, by itself."""
    return {
        f"last of {name}": (arrays[-1] if EACH in name else arrays[-1][:, :, -1],)
        for name, arrays in known.items()
        if arrays and (EACH in name or arrays[-1].ndim == 3)
    }


def _sequence_by_sequence(known: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """Take the sequences of a batch one after the other, as columns or as vectors."""
    found: dict[str, Quantity] = {}
    for name, steps in known.items():
        batches = {step.shape[1] if step.ndim == 2 else 0 for step in steps}
        if EACH in name and len(batches) == 1:
            batch = range(batches.pop())
            found[f"{name} by columns"] = tuple(step[:, [b]] for b in batch for step in steps)
            found[f"{name} by vectors"] = tuple(step[:, b] for b in batch for step in steps)
    return {name: arrays for name, arrays in found.items() if arrays}


def _together(known: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """Put steps together along a last axis."""
    return {
        f"{name} together": (np.stack(arrays, axis=2),)
        for name, arrays in known.items()
        if arrays[0].ndim == 2 and len({array.shape for array in arrays}) == 1
    }


def _stacked(known: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """Put steps or layers together along a first axis."""
    return {
        f"{name} stacked": (np.stack(arrays),)
        for name, arrays in known.items()
        if len({array.shape for array in arrays}) == 1
    }


@np.errstate(all="ignore")  # not everything has them
def derived_from(known: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """Return what follows of each quantity by itself, such as its slope."""
    forms: dict[str, Callable[[Array], Array]] = {
        "transpose of {}": np.transpose,
        "tanh of {}": np.tanh,
        "slope of tanh {}": lambda y: 1 - y**2,
        "slope at tanh of {}": lambda a: 1 - np.tanh(a) ** 2,
        "slope of sigmoid {}": lambda y: y * (1 - y),
        "before tanh {}": np.arctanh,
        "before sigmoid {}": lambda y: np.log(y / (1 - y)),
        "log of {}": np.log,
    }
    derived = {
        text.format(name): tuple(map(form, arrays))
        for name, arrays in known.items()
        for text, form in forms.items()
    }
    return {
        name: arrays
        for name, arrays in derived.items()
        if all(np.isfinite(array).all() for array in arrays)
    }
