"""The quantities that a forward computes, in all forms in which a cache may hold them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations, permutations
from typing import Any

import numpy as np

from autograder.graders.slots import EACH, Array, Quantity, slots_of


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


def products_of(known: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """Return the products of two quantities, element by element, at each step or layer."""
    return {
        f"{one} times {other}": tuple(a * b for a, b in zip(some, others, strict=True))
        for (one, some), (other, others) in combinations(known.items(), 2)
        if EACH in one and [a.shape for a in some] == [b.shape for b in others]
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
