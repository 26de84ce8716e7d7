"""How far two arrays are apart."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

SMALLEST_NORM, LARGEST_NORM = 1e-100, 1e100  # between them, no square leaves the floats' range


def norm_ratio(actual: ArrayLike, expected: ArrayLike) -> float:
    """Return ‖a − b‖ / (‖a‖ + ‖b‖), from 0 (equal) to 1 (opposite or one of them zero).

    Taken over whole tensors, because single elements near zero say nothing about
    correctness. Two zero tensors are equal; NaN and infinity are equal to nothing.
    Both arrays must have the same shape.
    """
    a, b = _as_float64(actual), _as_float64(expected)
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        return 1.0
    with np.errstate(all="ignore"):
        size = np.linalg.norm(a) + np.linalg.norm(b)
        if not SMALLEST_NORM < size < LARGEST_NORM:
            a, b = in_range(a, b)
            size = np.linalg.norm(a) + np.linalg.norm(b)
        return float(np.linalg.norm(a - b) / size) if size else 0.0


def in_range(a: NDArray[Any], b: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Divide two finite arrays by their largest element: no square leaves the floats' range."""
    a, b = a.astype(np.float64), b.astype(np.float64)
    largest = max(np.abs(a).max(initial=0.0), np.abs(b).max(initial=0.0)) or 1.0
    return a / largest, b / largest


def _as_float64(values: ArrayLike) -> NDArray[Any]:
    return np.asarray(values, dtype=np.float64).ravel()
