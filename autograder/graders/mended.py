"""Caches in the form that somebody's forward gives them, with the right values in them.

Whoever wrote a right backward beside a wrong forward cannot show it: all that it is handed is
wrong. Which quantity a slot of the cache holds is told by its shape and by which right one it is
nearest to; the backward is right if it is right for one of these readings. Nothing of what the
learner's code answers is trusted for that: the gradients are compared with the reference's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice, repeat, zip_longest
from typing import Any

import numpy as np

from autograder.compare.distance import norm_ratio
from autograder.graders.code import ObservedCode
from autograder.graders.exercise import Exercise
from autograder.graders.expectations import Answer, answer
from autograder.graders.leaves import Path, leaves
from autograder.graders.parts import places, same_part
from autograder.graders.reference import Reference
from autograder.graders.slots import (
    Array,
    Quantity,
    Slot,
    derived_from,
    filled,
    quantities_of,
    slots_of,
)

Reading = Mapping[Slot, str]  # the quantity that each wrong slot should hold
Quantities = Mapping[str, Quantity]

MOST_SLOTS = 60
MOST_READINGS = 40  # that are tried
ROUNDS = 2  # what is better in one place may let another one show
UNLIKELIER = 0.3  # how much more alike something derived has to be
MARGIN = 0.3  # how much less alike than the likeliest something may be


class Unreadable(Exception):
    """A cache has no slot that a right quantity fits into."""


class MendedCode:
    """Somebody's functions, whose caches hold right values.

    Parameters
    ----------
    reading : what belongs into which slot; if nothing is said of any, the likeliest is found at the
        first cache, and the others are `readings`.
    threshold : the norm ratio at which a value counts as right.
    """

    def __init__(
        self, code: ObservedCode, reference: Reference, reading: Reading, threshold: float
    ) -> None:
        self.mutating, self.warning, self.calls = code.mutating, code.warning, code.calls
        self.readings: list[Reading] = []
        self._code = code
        self._reference = reference
        self.reading = reading
        self._threshold = threshold

    def call(self, name: str, *arguments: Any) -> Any:
        """Call one of the functions as it is."""
        return self._code.call(name, *arguments)

    def whole(self, name: str, *arguments: Any) -> Any:
        """Call one of the functions as it is, for its cache, too."""
        return self._code.whole(name, *arguments)

    def cache(self, name: str, *arguments: Any, position: int) -> Any:
        """Call the function and return its cache, mended.

        Raises
        ------
        Unreadable : when its cache is not made of plain arrays, or nothing fits into it.
        """
        value = self._code.whole(name, *arguments)
        if not isinstance(value, tuple | list) or len(value) <= position:
            raise Unreadable(name)
        own = value[position]
        plain = _computed(quantities_of(self._reference.call(name, *arguments)), arguments)
        derived = derived_from(plain)
        if not self.reading:
            readings = _readings(own, plain, derived, arguments, self._threshold)
            self.readings = list(islice(readings, MOST_READINGS))
            if not self.readings:
                raise Unreadable(name)
            self.reading = self.readings[0]
        return _mended(own, {**plain, **derived}, self.reading)

    def within(self, megabytes: int, seconds: float) -> MendedCode:
        """Return the same code with other limits."""
        return self._with(self._code.within(megabytes, seconds))

    def counting(self, name: str) -> MendedCode:
        """Return the same code, counting calls."""
        return self._with(self._code.counting(name))

    def _with(self, code: ObservedCode) -> MendedCode:
        return MendedCode(code, self._reference, self.reading, self._threshold)


def mended(
    exercise: Exercise,
    code: ObservedCode,
    reference: Reference,
    answers: list[tuple[Answer, Answer]],
) -> list[Answer]:
    """Return a backward's answers, given and right, with new ones beside right caches.

    Those that are right stay. Each kind of cases has a reading of its own, in which most parts of
    an answer are right.
    """
    codes: dict[str, MendedCode] = {}
    found = []
    for given, right in answers:
        if _share_right(given, right) < 1:
            if given.case.kind not in codes:
                codes[given.case.kind] = _read(exercise, code, reference, right)
            given = answer(exercise, codes[given.case.kind], given.case)
        found.append(given)
        if isinstance(given.outputs, Exception):  # the rest would take as long, and say as little
            return [
                *found,
                *(replace(given, case=other.case) for other, _ in answers[len(found) :]),
            ]
    return found


def _read(
    exercise: Exercise, code: ObservedCode, reference: Reference, right: Answer
) -> MendedCode:
    """Find the reading in which most of the answer to a case is right."""
    threshold = right.case.tolerated

    def tried(reading: Reading) -> tuple[MendedCode, float]:
        mended = MendedCode(code, reference, reading, threshold)
        return mended, _share_right(answer(exercise, mended, right.case), right)

    best, most = tried({})
    for reading in best.readings[1:] * ROUNDS:
        if most == 1:
            break
        other, share = tried({**best.reading, **reading})
        if share > most:
            best, most = other, share
    return best


def _share_right(given: Answer, right: Answer) -> float:
    if isinstance(given.outputs, Exception) or isinstance(right.outputs, Exception):
        return 0
    parts, threshold = places(right.outputs).values(), right.case.tolerated
    same = [same_part(given.outputs, right.outputs, paths, threshold) for paths in parts]
    return sum(same) / len(same)


def _computed(quantities: Quantities, arguments: Any) -> Quantities:
    """Leave out what a forward is given: a transpose of it in a cache is right as it stands."""
    inputs = _arrays_in(arguments)
    return {
        name: q
        for name, q in quantities.items()
        if not all(any(_is_same(array, each, 0) for each in inputs) for array in q)
    }


def _arrays_in(arguments: Any) -> list[Array]:
    return [leaf for _, leaf in leaves(arguments) if isinstance(leaf, np.ndarray)]


def _readings(
    own: Any, plain: Quantities, derived: Quantities, arguments: Any, threshold: float
) -> Iterator[Reading]:
    """Yield what the slots may be meant to hold that hold nothing right, the likeliest first.

    Then other quantities for one of them at a time, again the likeliest first.
    """
    inputs = _arrays_in(arguments)
    nearest: dict[Slot, list[str]] = {}
    slots = slots_of(own)
    for slot, held in slots.items() if len(slots) <= MOST_SLOTS else ():
        arrays = tuple(held.values())
        if all(isinstance(array, np.ndarray) and array.dtype.kind == "f" for array in arrays):
            likely = _fitting(arrays, plain, derived, inputs, threshold)
            if likely:
                nearest[slot] = likely
    likeliest = {slot: names[0] for slot, names in nearest.items()}
    if likeliest:
        yield likeliest
    for names in islice(zip_longest(*nearest.values()), 1, None):
        pairs = zip(nearest, names, strict=True)
        yield from ({slot: name} for slot, name in pairs if name is not None)


def _fitting(
    arrays: Quantity, plain: Quantities, derived: Quantities, inputs: list[Array], threshold: float
) -> list[str]:
    """Return the quantities that a slot could hold, the most alike first; none if it is right.

    What is much less alike than another one is left out: else a backward that takes one quantity
    for another would be right for a reading that does the same.
    """
    shapes = [array.shape for array in arrays]
    fitting = {
        name: q
        for name, q in {**plain, **derived}.items()
        if [array.shape for array in q] == shapes
    }
    if any(all(map(_is_same, arrays, q, repeat(threshold))) for q in fitting.values()):
        return []
    if not fitting or all(any(_is_same(a, each, threshold) for each in inputs) for a in arrays):
        return []
    whole = np.concatenate([np.ravel(array) for array in arrays])
    difference = {
        name: _difference(whole, np.concatenate([np.ravel(array) for array in q]))
        for name, q in fitting.items()
    }
    alike = [name for name in fitting if difference[name] <= min(difference.values()) + MARGIN]
    return sorted(alike, key=lambda name: difference[name] + UNLIKELIER * (name in derived))


def _difference(held: Array, meant: Array) -> float:
    """Return a number that is small where one follows the other, or is near to it."""
    with np.errstate(all="ignore"):
        a, b = held - held.mean(), meant - meant.mean()
        correlation = abs(a @ b) / (np.linalg.norm(a) * np.linalg.norm(b))
    return float(1 - np.nan_to_num(correlation)) + norm_ratio(held, meant)


def _is_same(array: Array, other: Array, threshold: float) -> bool:
    return array.shape == other.shape and norm_ratio(array, other) <= threshold


def _mended(own: Any, right: Quantities, reading: Reading) -> Any:
    """Return a cache with right values in the slots that are read.

    Raises
    ------
    Unreadable : when there are more or fewer of them than the slot has places.
    """
    new: dict[Path, Array] = {}
    for slot, held in slots_of(own).items():
        if slot in reading:
            quantity = right.get(reading[slot], ())
            if len(quantity) != len(held):
                raise Unreadable(reading[slot])
            new |= dict(zip(held, quantity, strict=True))
    return filled(own, new)
