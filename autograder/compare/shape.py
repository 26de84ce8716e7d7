"""Which shapes are repeated to a learner: those that a mistake may well lead to."""

from __future__ import annotations

from collections.abc import Set
from itertools import permutations

Shape = tuple[int, ...]


def telling_shapes(right: Shape, sizes: Set[int]) -> set[Shape]:
    """Return the shapes that are one step away from the right one.

    Axes are swapped, all of them or one is missing, one has another length, or there is one more in
    front or at the end. A learner's code could write hidden numbers into any other.

    Parameters
    ----------
    sizes : lengths of axes of what the function was given.
    """
    lengths = {1, *right, *sizes}
    places = range(len(right))
    return {
        (),
        *permutations(right),
        *((*right[:place], *right[place + 1 :]) for place in places),
        *((*right[:place], size, *right[place + 1 :]) for place in places for size in lengths),
        *((size, *right) for size in lengths),
        *((*right, size) for size in lengths),
    }
