"""Known mistakes in `scale_spectral_radius`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.stability import Array, scale_spectral_radius


@misconception("scale_spectral_radius")
def singular_value_scaled(W: Array, rho: float) -> Array:
    """The largest singular value is not the spectral radius unless W is symmetric."""
    radius = np.abs(np.linalg.eigvals(W)).max()
    if radius == 0:
        raise ValueError("a matrix whose eigenvalues are all zero cannot be scaled")
    return W * (rho / np.linalg.norm(W, 2))


@misconception("scale_spectral_radius")
def treated_as_symmetric(W: Array, rho: float) -> Array:
    """W need not be symmetric. For which matrices are NumPy's functions with an h made?"""
    scale_spectral_radius(W, rho)
    return W * (rho / np.abs(np.linalg.eigvalsh(W)).max())


@misconception("scale_spectral_radius")
def imaginary_parts_dropped(W: Array, rho: float) -> Array:
    """Eigenvalues can be complex. What is the magnitude of a complex number?"""
    scale_spectral_radius(W, rho)
    return W * (rho / np.abs(np.linalg.eigvals(W).real).max())


@misconception("scale_spectral_radius")
def largest_value_scaled(W: Array, rho: float) -> Array:
    """The eigenvalue of the greatest magnitude may be negative. Which one do you scale by?"""
    scale_spectral_radius(W, rho)
    return W * (rho / np.linalg.eigvals(W).real.max())


@misconception("scale_spectral_radius")
def old_radius_forgotten(W: Array, rho: float) -> Array:
    """What is the spectral radius after multiplying by this factor, if it was not 1 before?"""
    scale_spectral_radius(W, rho)
    return W * rho


@misconception("scale_spectral_radius")
def factor_upside_down(W: Array, rho: float) -> Array:
    """If the spectral radius is too large, must the factor be above 1, or below?"""
    radius = np.abs(np.linalg.eigvals(W)).max()
    scale_spectral_radius(W, rho)
    return W * (radius / rho)


@misconception("scale_spectral_radius")
def largest_element_scaled(W: Array, rho: float) -> Array:
    """The spectral radius is about eigenvalues. What do you scale by?"""
    scale_spectral_radius(W, rho)
    return W * (rho / np.abs(W).max())


@misconception("scale_spectral_radius")
def only_ever_shrunk(W: Array, rho: float) -> Array:
    """A spectral radius that is too small is to be changed as well: this is not clipping."""
    scaled = scale_spectral_radius(W, rho)
    return scaled if np.abs(np.linalg.eigvals(W)).max() > rho else W.copy()


@misconception("scale_spectral_radius")
def zero_radius_accepted(W: Array, rho: float) -> Array:
    """Some matrices cannot get another spectral radius. Does your function say so?"""
    try:
        return scale_spectral_radius(W, rho)
    except ValueError:
        return W.copy()


@misconception("scale_spectral_radius")
def only_the_zero_matrix_refused(W: Array, rho: float) -> Array:
    """A matrix can have elements that are not zero and still no eigenvalue but zero."""
    if not W.any():
        raise ValueError("the zero matrix cannot be scaled")
    return W * (rho / np.abs(np.linalg.eigvals(W)).max())
