"""What `check` asks of answers that are not the only right ones.

Each function is named after an exercise. It looks at the arguments of a call and at what your
function returned, and says what is wrong, or returns None.
"""

from __future__ import annotations

from typing import Any

import numpy as np

# The exact probabilities of the public examples, by n, ratio and k.
PROBABILITIES = {(3, 0.6, 2): 0.445177, (5, 0.7, 4): 0.327242}


def dominant_eigenpair(arguments: list[Any], returned: Any) -> str | None:
    """Judge value, vector, iterations and converged by what the description says of them."""
    M, _, tol, max_iterations = arguments
    if not isinstance(returned, tuple | list) or len(returned) != 4:
        return "it should return `value`, `vector`, `iterations` and `converged`."
    value, vector, iterations, converged = returned
    if not isinstance(converged, bool | np.bool_):
        return "`converged` should be True or False."
    if isinstance(iterations, bool) or not isinstance(iterations, int | np.integer):
        return "`iterations` should be a whole number."
    if not 1 <= iterations <= max_iterations:
        return "`iterations` should be at least 1 and at most `max_iterations`."
    if not _is_real(value, ()) or not _is_real(vector, (len(M),)):
        return f"`value` should be a number and `vector` an array of shape ({len(M)},), all finite."
    if abs(np.linalg.norm(vector) - 1) > 1e-3:
        return "`vector` should have norm 1."
    return _eigenpair_problem(M, tol, float(value), np.asarray(vector, float), bool(converged))


def alignment_probability(arguments: list[Any], returned: Any) -> str | None:
    """Compare with the exact probability, and allow for six standard deviations."""
    n, ratio, k, _, trials, _ = arguments
    if not _is_real(returned, ()):
        return "it should return one number."
    share, exact = float(returned), PROBABILITIES[n, ratio, k]
    if not 0 <= share <= 1:
        return "a share is between 0 and 1."
    deviation = (exact * (1 - exact) / trials) ** 0.5
    if abs(share - exact) <= 6 * deviation:
        return None
    side = "small" if share < exact else "large"
    return (
        f"the share is too {side}: off by {abs(share - exact) / deviation:.0f} times what is usual."
    )


def orthogonal(arguments: list[Any], returned: Any) -> str | None:
    """Look at the lengths of the columns and at the angles between them."""
    n = arguments[0]
    if not _is_real(returned, (n, n)):
        return f"it should return an array of shape ({n}, {n}), with finite numbers."
    products = np.asarray(returned, float).T @ np.asarray(returned, float)
    if np.abs(np.diag(products) - 1).max() > 1e-3:
        return "not all columns have length 1."
    if np.abs(products - np.eye(n)).max() > 1e-3:
        return "not all columns are perpendicular to each other."
    return None


def _eigenpair_problem(
    M: Any, tol: float, value: float, vector: Any, converged: bool
) -> str | None:
    product = M @ vector
    if abs(value - vector @ product) > 1e-3 * np.linalg.norm(M, 2):
        return "`value` is not the Rayleigh quotient of `vector`."
    if not converged:
        return "`converged` should be True here: there are iterations enough."
    if np.linalg.norm(product - value * vector) > 1.5 * tol * np.linalg.norm(product):
        return "`converged` is True, but the vector does not satisfy the tolerance."
    if abs(value) < 0.99 * np.linalg.norm(M, 2):
        return "this is an eigenvalue, but another one has a greater magnitude."
    return None


def _is_real(value: Any, shape: tuple[int, ...]) -> bool:
    if not isinstance(value, int | float | np.ndarray | np.generic) or isinstance(value, bool):
        return False
    array = np.asarray(value)
    return array.dtype.kind in "fiu" and array.shape == shape and bool(np.isfinite(array).all())
