"""The gradient of a forward of ours by central differences.

The slope along an input is `(f(x + h) - f(x - h)) / 2h` (Nocedal and Wright, *Numerical
Optimization*, 2006, §8.1). Hidden networks are small: all slopes take a fraction of a second.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.compare.tolerance import GRADIENT_STEP
from autograder.graders.exercise import Array, Case, Forward, Inputs
from autograder.graders.leaves import leaves, replaced
from autograder.graders.reference import Reference


@np.errstate(all="ignore")  # a forward with a mistake may well give log(0)
def gradient_of(forward: Forward, code: Reference, case: Case) -> Inputs:
    """Return the slopes of a forward's objective along its inputs, arranged as these are."""
    inputs = forward.inputs(case)
    gradient: Any = inputs
    for path, value in leaves(inputs):

        def objective(changed: Array, path: Any = path) -> float:
            return forward.objective(code, case, replaced(inputs, path, changed))

        gradient = replaced(gradient, path, _slopes(objective, np.asarray(value, np.float64)))
    slopes: Inputs = gradient
    return slopes


def _slopes(function: Callable[[Array], float], x: Array) -> Array:
    slopes = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[place] = GRADIENT_STEP
        slopes[place] = (function(x + step) - function(x - step)) / (2 * GRADIENT_STEP)
    return slopes
