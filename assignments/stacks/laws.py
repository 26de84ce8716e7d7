"""What `check` asks of answers that are drawn at random, so that none is the only right one.

`workbook.py` calls these functions; nothing in the notebook needs to.
"""

from __future__ import annotations

from typing import Any

import numpy as np

# By which factor the norm changes per layer on its way down through 30 layers, as a geometric
# mean. What is drawn at random makes a right answer leave its interval less than once in a
# million times.
FACTORS = {"plain": (0.44, 0.55), "residual": (1.003, 1.105), "highway": (0.945, 0.958)}


def shortcut_gradient_norms(arguments: list[Any], returned: Any) -> str | None:
    """Look at the shape, at the last element, and at how much the norm changes on average."""
    depth, kind, _ = arguments
    if not isinstance(returned, np.ndarray) or returned.shape != (depth + 1,):
        is_array = isinstance(returned, np.ndarray)
        found = f"one of shape {returned.shape}" if is_array else f"a {type(returned).__name__}"
        return f"it should return an array of shape ({depth + 1},), not {found}."
    if returned.dtype.kind not in "iuf":
        return f"it should return numbers; the dtype of its array is {returned.dtype}."
    if not (np.isfinite(returned).all() and (returned > 0).all()):
        return "every element should be a positive, finite number."
    if abs(returned[-1] - 1) > 1e-3:
        return "the last element should be 1: that norm is divided by itself."
    low, high = FACTORS[kind]
    factor = float(returned[0]) ** (1 / depth)
    if low <= factor <= high:
        return None
    side = "small" if factor < low else "large"
    return (
        f"from layer to layer, the norm changes by a factor of {factor:.3g} on average. "
        f"That is too {side} for {kind} layers."
    )
