"""What all these functions share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]


def numerical(objective: Callable[[Arrays], float], given: Arrays, step: float = 1e-5) -> Arrays:
    """Move each element up and down by itself, and see how the objective changes."""
    moved = {name: np.array(value, dtype=float) for name, value in given.items()}
    slopes = {name: np.zeros(value.shape) for name, value in moved.items()}
    for name, value in moved.items():
        for place in np.ndindex(value.shape):
            before = value[place]
            value[place] = before + step
            above = objective(moved)
            value[place] = before - step
            slopes[name][place] = (above - objective(moved)) / (2 * step)
            value[place] = before
    return slopes
