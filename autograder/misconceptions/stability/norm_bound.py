"""Known mistakes in `norm_bound`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.stability import Array, norm_bound


@misconception("norm_bound")
def spectral_radius_for_the_bound(W: Array, slope: float, distance: int) -> float:
    """Eigenvalues bound the norm of a symmetric matrix only. What bounds it for any?"""
    return float((slope * np.abs(np.linalg.eigvals(W)).max()) ** distance)


@misconception("norm_bound")
def root_of_all_squares_for_the_bound(W: Array, slope: float, distance: int) -> float:
    """This bounds as well, but less tightly. Which norm does NumPy compute if nothing is said?"""
    return float((slope * np.linalg.norm(W)) ** distance)


@misconception("norm_bound")
def slope_counted_once(W: Array, slope: float, distance: int) -> float:
    """The activation comes once at every step. How often does its slope enter?"""
    return float(slope * np.linalg.norm(W, 2) ** distance)


@misconception("norm_bound")
def weights_counted_once(W: Array, slope: float, distance: int) -> float:
    """The weights are used at every step. How often does their norm enter?"""
    return float(np.linalg.norm(W, 2) * slope**distance)


@misconception("norm_bound")
def slope_forgotten(W: Array, slope: float, distance: int) -> float:
    """Does your bound know the activation? Compare tanh and sigmoid."""
    return norm_bound(W, 1.0, distance)


@misconception("norm_bound")
def multiplied_by_the_distance(W: Array, slope: float, distance: int) -> float:
    """Each step multiplies what the steps before have left. Does that grow like a line?"""
    return distance * norm_bound(W, slope, 1)


@misconception("norm_bound")
def one_step_too_many(W: Array, slope: float, distance: int) -> float:
    """How many factors lie between a state and itself?"""
    return norm_bound(W, slope, distance + 1)
