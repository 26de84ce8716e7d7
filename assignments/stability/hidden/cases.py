"""The cases of `stability`: hidden ones, drawn from the course's secret, and public ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assignments.stability.hidden.clipping import LENGTHS, LIMITS, STEPS
from assignments.stability.hidden.plans import (
    Bounded,
    Drawn,
    Iterated,
    Limited,
    Multiplied,
    Network,
    Plan,
    Scaled,
    Shortened,
    Step,
    Symmetric,
    Trials,
)
from assignments.stability.hidden.powers import (
    ALIGNMENTS,
    EIGENPAIRS,
    ITERATES,
    POWERS,
    PROBABILITIES,
)
from assignments.stability.hidden.propagation import BOUNDS, JACOBIANS, NORMS
from assignments.stability.hidden.starts import ORTHOGONALS, RADII
from autograder.authoring import Case, Exercise, generator


def draw_cases(exercise: Exercise, secret: bytes) -> list[Case]:
    """Draw the hidden cases of one exercise.

    The first comes once more at the end: the same inputs must give the same outputs.
    """
    cases = [
        plan.case(generator(secret, "stability", exercise.name, plan.title))
        for plan in HIDDEN[exercise.name]
    ]
    return [*cases, replace(cases[0], title="the first case once more")]


def public_cases(exercise: Exercise) -> list[Case]:
    """Return the cases that `check` compares with in the notebook."""
    return [
        plan.case(generator(b"public", "stability", exercise.name, plan.title))
        for plan in PUBLIC[exercise.name]
    ]


HIDDEN: Mapping[str, tuple[Plan, ...]] = {
    "matrix_power_eigenvalues": POWERS,
    "power_iterates": ITERATES,
    "alignment": ALIGNMENTS,
    "dominant_eigenpair": EIGENPAIRS,
    "alignment_probability": PROBABILITIES,
    "jacobian_product": JACOBIANS,
    "gradient_norms": NORMS,
    "norm_bound": BOUNDS,
    "clip_by_value": LIMITS,
    "clip_by_global_norm": LENGTHS,
    "clipped_sgd_step": STEPS,
    "scale_spectral_radius": RADII,
    "orthogonal": ORTHOGONALS,
}

PUBLIC: Mapping[str, tuple[Plan, ...]] = {
    "matrix_power_eigenvalues": (
        Symmetric(title="3 rows, k = 2", eigenvalues=(1.7, 1.2, 0.6), k=2),
        Symmetric(title="4 rows, k = 3", eigenvalues=(-1.6, 1.3, -0.9, 0.4), k=3),
    ),
    "power_iterates": (
        Multiplied(title="3 rows, k = 4", n=3, k=4),
        Multiplied(title="4 rows, k = 2", n=4, k=2),
        Multiplied(
            title="the zero vector", n=3, k=2, size=0.0, kind="refused", raises="ValueError"
        ),
    ),
    "alignment": (
        Symmetric(title="3 rows, k = 5", eigenvalues=(1.4, 1.1, -0.5), k=5),
        Symmetric(title="4 rows, k = 3", eigenvalues=(-1.3, 1.0, 0.6, 0.2), k=3),
        Symmetric(
            title="the zero vector",
            eigenvalues=(1.2, 0.7),
            k=2,
            size=0.0,
            kind="refused",
            raises="ValueError",
        ),
    ),
    "dominant_eigenpair": (
        Iterated(title="3 rows", eigenvalues=(1.5, 1.0, -0.4)),
        Iterated(title="4 rows, a negative eigenvalue", eigenvalues=(-1.4, 1.0, 0.7, 0.3)),
        Iterated(
            title="a vector of ones is an eigenvector",
            eigenvalues=(1.2, -1.9, 0.6),
            first="ones",
            dominant=1,
        ),
    ),
    "alignment_probability": (
        Trials(title="3 dimensions, k = 2", n=3, ratio=0.6, k=2, angle=0.5),
        Trials(title="5 dimensions, k = 4", n=5, ratio=0.7, k=4, angle=0.4),
    ),
    "jacobian_product": (
        Network(title="3 units, 2 steps", n=3, T=2),
        Network(title="4 units, 5 steps", n=4, T=5),
        Network(title="6 units, a single step", n=6, T=1),
    ),
    "gradient_norms": (
        Network(title="3 units, 4 steps", n=3, T=4),
        Network(title="5 units, 2 steps", n=5, T=2),
        Network(title="6 units, a single step", n=6, T=1),
    ),
    "norm_bound": (
        Bounded(title="tanh, 3 units, 4 steps", n=3, slope=1.0, distance=4),
        Bounded(title="sigmoid, 5 units, 3 steps", n=5, slope=0.25, distance=3, growth=1.6),
    ),
    "clip_by_value": (
        Limited(title="two arrays", limit=0.8, shapes={"dU": (3, 2), "dW": (3, 3)}),
        Limited(title="three arrays", limit=1.1, scales=(2.0, 0.3, 1.0)),
    ),
    "clip_by_global_norm": (
        Shortened(title="two arrays", share=0.4, shapes={"dU": (3, 2), "dW": (3, 3)}),
        Shortened(title="a norm below the limit", share=1.7),
        Shortened(title="NaN", share=0.5, spoilt={"dW": float("nan")}, kind="refused"),
    ),
    "clipped_sgd_step": (
        Step(title="two parameters", share=0.4, lr=0.3, shapes={"U": (3, 2), "W": (3, 3)}),
        Step(title="a gradient of the input, too", share=0.6, lr=0.7, extras={"dx": 1.0}),
        Step(title="NaN", share=0.5, lr=0.3, spoilt={"dW": float("nan")}, kind="refused"),
    ),
    "scale_spectral_radius": (
        Scaled(title="3 rows", eigenvalues=(-1.4, 0.9, 0.5), rho=0.8),
        Scaled(title="4 rows", turning=0.7, eigenvalues=(0.3, -0.2), rho=1.3),
        Scaled(title="zeros", eigenvalues=(0.0, 0.0), rho=0.9, kind="refused", raises="ValueError"),
    ),
    "orthogonal": (Drawn(title="3 rows", n=3), Drawn(title="5 rows", n=5)),
}
