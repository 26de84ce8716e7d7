"""The cases of `derivatives`: hidden ones, drawn from the course's secret, and public ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from assignments.derivatives.hidden.chains import draw_chains
from assignments.derivatives.hidden.curvature import draw_eigenvalues, draw_hessians
from assignments.derivatives.hidden.moves import draw_jvps
from assignments.derivatives.hidden.scalar_graphs import draw_symbolic
from autograder.authoring import Case, Exercise, Random


def draw_cases(exercise: Exercise, secret: bytes) -> list[Case]:
    """Draw the hidden cases of one exercise.

    The first comes once more at the end: the same inputs must give the same outputs.
    """
    # The name keeps the draws with which tolerances and hints of these exercises were measured.
    cases = list(DRAWS[exercise.name](Random(secret, "graphs", exercise.name)))
    return [*cases, replace(cases[0], title="the first case once more")]


DRAWS: dict[str, Callable[[Random], Iterator[Case]]] = {
    "build_grad": draw_symbolic,
    "jvp": draw_jvps,
    "chain_cost": draw_chains,
    "hessian_vector_product": draw_hessians,
    "top_eigenvalue": draw_eigenvalues,
}

# A learner may look at these: few, small, and of every kind that `check` can judge.
SHOWN = {
    "build_grad": ("scalar graph number 2", "an input that plays no part"),
    "jvp": (
        "a few nodes",
        "one of each, one input moves",
        "square matrices",
        "an op without a derivative that the output does not need",
    ),
    "chain_cost": (
        "a chain of 4 sizes, forward",
        "a chain of 4 sizes, reverse",
        "layers of millions of numbers, reverse",
        "an unknown mode",
    ),
    "hessian_vector_product": ("an ordinary batch", "more inputs than outputs", "a batch of one"),
    "top_eigenvalue": ("a negative dominant eigenvalue", "a large gap"),
}


def public_cases(exercise: Exercise) -> list[Case]:
    """Return the cases that `check` compares with in the notebook."""
    drawn = {case.title: case for case in draw_cases(exercise, b"public")}
    return [drawn[title] for title in SHOWN[exercise.name]]
