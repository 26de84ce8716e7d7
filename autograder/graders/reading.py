"""What the slots of somebody's cache are meant to hold, told by form and likeness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice, repeat, zip_longest
from typing import Any

import numpy as np

from autograder.compare.distance import norm_ratio
from autograder.graders.leaves import Path, leaves
from autograder.graders.quantities import derived_from, in_all_forms, products_of, quantities_of
from autograder.graders.slots import (
    EACH,
    MOST_BLOCKS,
    Array,
    Between,
    Block,
    Place,
    Quantity,
    Slot,
    blocks_along,
    filled,
    rows_between,
    slots_of,
)

Reading = Mapping[Slot, str]  # the quantity that each wrong slot should hold
Quantities = Mapping[str, Quantity]

MOST_SLOTS = 60
MARGIN = 0.3  # how much less alike than the likeliest something may be
UNLIKELIER = 0.3  # how much more alike something derived has to be
NEAR = 0.5  # to what a forward was given


class Unreadable(Exception):
    """A cache has no slot that a right quantity fits into."""


@dataclass(frozen=True)
class Right:
    """What a right forward gives for some arguments.

    Parameters
    ----------
    value : all that it returns.
    threshold : the norm ratio at which something else is the same.
    returned : what somebody's own forward returns for them, but for its cache.
    """

    value: Any
    arguments: Any
    threshold: float
    returned: tuple[Any, ...] = ()

    @cached_property
    def quantities(self) -> Quantities:
        """All that a cache may hold."""
        return {**self.plain, **self.derived}

    @cached_property
    def plain(self) -> Quantities:
        """What a cache may hold but for what is derived, which takes most of the time."""
        return {**self.given, **self.computed}

    @cached_property
    def given(self) -> Quantities:
        """What the forward is handed, and does not compute."""
        return {name: q for name, q in self._held.items() if self._is_input(q, 0)}

    @cached_property
    def derived(self) -> Quantities:
        """What follows of what the forward computes."""
        return {**derived_from(self.computed), **products_of(self._held)}

    @cached_property
    def computed(self) -> Quantities:
        """What the forward computes."""
        forms = in_all_forms(self._held)
        return {name: q for name, q in forms.items() if name not in self.given}

    @cached_property
    def _held(self) -> Quantities:
        return quantities_of(self.value)

    def readings(self, own: Any) -> Iterator[Reading]:
        """Yield what the slots may be meant to hold that hold nothing right, the likeliest first.

        Then other quantities for one of them at a time, again the likeliest first.
        """
        fitting = {slot: self._fitting(tuple(held.values())) for slot, held in self._slots(own)}
        likely = {slot: names for slot, names in fitting.items() if names}
        likeliest = {slot: names[0] for slot, names in likely.items()}
        if likeliest:
            yield likeliest
        for names in islice(zip_longest(*likely.values()), 1, None):
            pairs = zip(likely, names, strict=True)
            yield from ({slot: name} for slot, name in pairs if name is not None)

    def put_into(self, own: Any, reading: Reading) -> Any:
        """Return a cache with right values in the slots that are read.

        Raises
        ------
        Unreadable : when they have not the form of what is there.
        """
        new: dict[Path, Array] = {}
        slots = slots_of(own, self._lengths)
        for slot, name in reading.items():
            part = slot[-1] if slot and isinstance(slot[-1], Block | Between) else None
            quantity = self.plain.get(name) or self.derived.get(name, ())
            held = slots.get(slot[:-1] if part else slot, {})
            if len(quantity) != len(held):
                raise Unreadable(name)
            if part is None:
                new |= zip(held, quantity, strict=True)
                continue
            place = self._place(part, tuple(held.values()))
            for path, array in zip(held, quantity, strict=True):
                whole = new.setdefault(path, np.copy(held[path]))
                if place is None or whole[place].shape != array.shape:
                    raise Unreadable(name)
                whole[place] = array
        return filled(own, new)

    def _slots(self, own: Any) -> Iterator[tuple[Slot, dict[Path, Array]]]:
        """Yield each slot with the arrays in it; of what is no quantity, those in blocks.

        What the forward was given is right as it is.
        """
        slots = slots_of(own, self._lengths)
        for slot, held in slots.items() if len(slots) <= MOST_SLOTS else ():
            arrays = list(held.values())
            if not all(isinstance(each, np.ndarray) and each.dtype.kind == "f" for each in arrays):
                continue
            if self._is_input(tuple(arrays), self.threshold) or all(map(self._is_stack, arrays)):
                continue
            shapes = [q[0].shape for q in self.computed.values() if len(q) == len(arrays)]
            whole = arrays[0].shape in shapes or self._misshapen(tuple(arrays))
            parts = [] if whole else self._parts(tuple(arrays), shapes)
            if not parts:
                yield slot, held
            elif len(set(_shapes(tuple(arrays)))) == 1:
                for part in parts:
                    place = self._place(part, tuple(arrays))
                    yield (*slot, part), {path: array[place] for path, array in held.items()}

    def _parts(
        self, arrays: Quantity, shapes: list[tuple[int, ...]]
    ) -> Sequence[Block] | Sequence[Between]:
        if self._place(Between(), arrays) is not None:
            return [Between()]
        ways = [blocks for axis in (0, 1) if (blocks := blocks_along(axis, arrays[0], shapes))]
        return min(ways, key=lambda blocks: self._strangeness(arrays, blocks)) if ways else []

    def _strangeness(self, arrays: Quantity, blocks: list[Block]) -> float:
        """Return a number that is smaller the more the blocks of arrays are like quantities."""
        parts = [tuple(array[block.place(array)] for array in arrays) for block in blocks]
        return sum(
            min(
                (
                    _difference(_flat(part), _flat(q))
                    for q in self.computed.values()
                    if _shapes(q) == _shapes(part)
                ),
                default=np.inf,
            )
            for part in parts
        )

    def _place(self, part: Block | Between, arrays: Quantity) -> Place | None:
        """Return where in arrays a part is; None if there are no inputs beside it."""
        if isinstance(part, Block):
            return part.place(arrays[0])
        if not arrays[0].ndim:
            return None
        steps = (tuple(np.moveaxis(x, 2, 0)) for x in self._inputs if x.ndim == 3)
        return rows_between(arrays, steps, partial(_is_same, threshold=self.threshold))

    def _fitting(self, arrays: Quantity) -> list[str]:
        """Return what a slot could hold, the most alike first; nothing if it is right.

        What the forward returns, too, is that output and nothing else. Otherwise, what is much less
        alike than another one is left out: else a backward that takes one quantity for another
        would be right for a reading that does the same. One array that has served all steps is like
        nothing. What the forward was given counts where nothing else fits and it is near: a
        transpose of it is right as it is.
        """
        misshapen = self._misshapen(arrays)
        if misshapen:
            return [misshapen]
        fitting = {n: q for n, q in self.quantities.items() if _shapes(q) == _shapes(arrays)}
        right = (*fitting.values(), *self._derived_from_given.values())
        if not fitting:
            return []
        if any(self._are_same(arrays, q) for q in right if _shapes(q) == _shapes(arrays)):
            return []
        for name, output in self._outputs.items():
            is_there = name in fitting and _shapes(output) == _shapes(arrays)
            if is_there and self._are_same(arrays, output):
                return [name]
        difference = {name: _difference(_flat(arrays), _flat(q)) for name, q in fitting.items()}
        made = [name for name in fitting if name not in self.given]
        likely = made or [name for name in fitting if difference[name] <= NEAR]
        least = min((difference[name] for name in likely), default=0.0)
        margin = np.inf if _is_one_array(arrays) else MARGIN
        alike = [name for name in likely if difference[name] <= least + margin]
        return sorted(
            alike, key=lambda name: difference[name] + UNLIKELIER * (name in self.derived)
        )

    def _misshapen(self, arrays: Quantity) -> str:
        """Name the output that these are, if it has another shape than it should."""
        for name, output in self._outputs.items():
            is_there = _shapes(output) == _shapes(arrays) and self._are_same(arrays, output)
            if is_there and _shapes(self.quantities.get(name, arrays)) != _shapes(arrays):
                return name
        return ""

    def _are_same(self, some: Quantity, others: Quantity) -> bool:
        return all(map(_is_same, some, others, repeat(self.threshold)))

    @cached_property
    def _outputs(self) -> Quantities:
        return quantities_of(self.returned)

    @cached_property
    def _derived_from_given(self) -> Quantities:
        single = {str(number): (array,) for number, array in enumerate(self._inputs)}
        return derived_from({**self.given, **single})

    def _is_input(self, arrays: Quantity, threshold: float) -> bool:
        return all(any(_is_same(array, x, threshold) for x in self._inputs) for array in arrays)

    def _is_stack(self, array: Array) -> bool:
        """Say whether an array is nothing but inputs, one above the other."""
        parts = array if 1 < len(array) <= MOST_BLOCKS else ()
        return bool(len(parts)) and all(self._is_input((part,), self.threshold) for part in parts)

    @cached_property
    def _lengths(self) -> frozenset[int]:
        """How many steps or layers there may be; one, where the forward computes no more."""
        held = [
            (slot, leaf) for slot, each in slots_of(self.value).items() for leaf in each.values()
        ]
        if not any(EACH in slot or np.ndim(leaf) == 3 for slot, leaf in held):
            return frozenset({1})
        return frozenset(map(len, self.plain.values()))

    @cached_property
    def _inputs(self) -> list[Array]:
        return [leaf for _, leaf in leaves(self.arguments) if isinstance(leaf, np.ndarray)]


def _shapes(arrays: Quantity) -> list[tuple[int, ...]]:
    return [array.shape for array in arrays]


def _flat(arrays: Quantity) -> Array:
    return np.concatenate([np.ravel(array) for array in arrays])


def _is_one_array(arrays: Quantity) -> bool:
    return len(arrays) > 1 and all(map(np.array_equal, arrays[1:], arrays))


def _difference(held: Array, meant: Array) -> float:
    """Return a number that is small where one follows the other, or is near to it."""
    with np.errstate(all="ignore"):
        a, b = held - held.mean(), meant - meant.mean()
        correlation = abs(a @ b) / (np.linalg.norm(a) * np.linalg.norm(b))
    return float(1 - np.nan_to_num(correlation)) + norm_ratio(held, meant)


def _is_same(array: Array, other: Array, threshold: float) -> bool:
    return array.shape == other.shape and norm_ratio(array, other) <= threshold
