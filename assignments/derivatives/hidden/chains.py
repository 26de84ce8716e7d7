"""Chains of Jacobians whose multiplications are to be counted."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.authoring import Case, Random


def draw_chains(random: Random) -> Iterator[Case]:
    for mode in ("forward", "reverse"):
        for length in (2, 3, 4, 6, 9):
            title = f"a chain of {length} sizes, {mode}"
            dims = [int(size) for size in random(title).integers(1, 60, length)]
            yield Case(title, {"dims": dims, "mode": mode})
        title = f"layers of millions of numbers, {mode}"  # more than 64 bits hold
        dims = [int(size) for size in random(title).integers(3 * 10**6, 9 * 10**6, 4)]
        yield Case(title, {"dims": dims, "mode": mode})
    unknown = {"dims": [3, 4, 5], "mode": "sideways"}
    yield Case("an unknown mode", unknown, kind="refused", raises="ValueError", naming="sideways")
