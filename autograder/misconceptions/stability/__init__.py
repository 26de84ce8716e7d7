"""Known mistakes in `stability`, as real learners make them.

Each docstring of a mistake is the hint that the learner reads: it names the idea that is missing.
"""

from autograder.misconceptions.stability import (
    alignment,
    alignment_probability,
    clip_by_global_norm,
    clip_by_value,
    clipped_sgd_step,
    dominant_eigenpair,
    gradient_norms,
    jacobian_product,
    matrix_power_eigenvalues,
    norm_bound,
    orthogonal,
    power_iterates,
    scale_spectral_radius,
)

__all__ = [
    "alignment",
    "alignment_probability",
    "clip_by_global_norm",
    "clip_by_value",
    "clipped_sgd_step",
    "dominant_eigenpair",
    "gradient_norms",
    "jacobian_product",
    "matrix_power_eigenvalues",
    "norm_bound",
    "orthogonal",
    "power_iterates",
    "scale_spectral_radius",
]
