"""The cases of `cells`: hidden ones, drawn from the course's secret, and public ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from autograder.authoring import Array, Case, Exercise, Sizes, generator, large_network

SIZES = (
    Sizes("3 inputs, 5 hidden units, batch of 7, 4 steps", 3, 5, 7, 4, scale=0.6),
    Sizes("more inputs than hidden units", 5, 3, 4, 7, scale=0.6, check_gradient=True),
    Sizes("a batch of one", 4, 6, 1, 3),
    Sizes("a single step", 6, 4, 3, 1),
    Sizes("a batch of one, a single step", 3, 4, 1, 1),
    Sizes("large activations", 4, 5, 3, 2, scale=1.2),
    Sizes("small activations", 3, 7, 5, 8, scale=0.2),
    Sizes("a long sequence", 4, 3, 5, 24, scale=0.6),
    Sizes("float32", 3, 7, 4, 5, dtype="float32"),
)

# So many weights that differences in the place of a backward do not end within the time of a call.
LARGE = {
    "rnn_cell_backward": large_network(1250, 50, 15),
    "rnn_backward": large_network(350, 110, 4, 5),
    "output_backward": large_network(1450, 60, 16),
    "rnn_loss_and_gradients": large_network(700, 37, 3, 5),
}


def draw_cases(exercise: Exercise, secret: bytes) -> list[Case]:
    """Draw the hidden cases of one exercise.

    The first comes once more at the end: the same inputs must give the same outputs. The large
    one is the second: whoever fails at it earns nothing for the gradients of those that follow.
    """
    first, *others = SIZES
    large = [LARGE[exercise.name]] if exercise.name in LARGE else []
    cases = [
        Case(
            sizes.title,
            draw_values(sizes, generator(secret, "cells", exercise.name, sizes.title)),
            depth=sizes.T,
            check_gradient=sizes.check_gradient,
        )
        for sizes in (first, *large, *others)
    ]
    extreme = [EXTREME_LOGITS] if exercise.name == "softmax" else []
    return [*cases, *extreme, replace(cases[0], title="the first case once more")]


EXTREME_LOGITS = Case(
    "logits of ±1000",
    {"logits": np.array([[1000.0, -1000.0], [999.0, -1000.0], [-1000.0, -1001.0]])},
    kind="extreme",
)


def draw_values(sizes: Sizes, rng: np.random.Generator) -> dict[str, Any]:
    """Draw all arrays that an exercise of these sizes may need."""
    m, n, N, T = sizes.m, sizes.n, sizes.N, sizes.T

    def normal(*shape: int) -> Array:
        return (sizes.scale * rng.standard_normal(shape)).astype(sizes.dtype)

    def weights(*shape: int) -> Array:
        return (sizes.spread(shape) * rng.standard_normal(shape)).astype(sizes.dtype)

    parameters = {"U": weights(n, m), "W": weights(n, n), "V": weights(m, n)}
    parameters |= {"ba": weights(n, 1), "by": weights(m, 1)}
    s0 = normal(n, N)
    odds = np.exp(parameters["V"] @ s0 + parameters["by"])
    return {
        "x": normal(m, N, T),
        "s0": s0,
        "parameters": parameters,
        "ds": normal(n, N, T),
        "labels": rng.integers(0, m, (N, T)),
        "logits": 3 * normal(m, N),
        "out_pred": odds / odds.sum(axis=0, keepdims=True),
    }


# A wrong factor should tell by its size what was forgotten: so all sizes differ, and none is 2.
PUBLIC_SIZES = (
    Sizes("3 inputs, 5 hidden units, batch of 6, 4 steps", 3, 5, 6, 4),
    Sizes("4 inputs, 3 hidden units, batch of 7, 5 steps", 4, 3, 7, 5),
    Sizes("5 inputs, 6 hidden units, a batch of one", 5, 6, 1, 3),
)
PUBLIC_STEP = Sizes("6 inputs, 4 hidden units, batch of 3, a single step", 6, 4, 3, 1)
OF_SEQUENCES = ("rnn_forward", "rnn_backward", "rnn_loss_and_gradients")


def public_cases(exercise: Exercise) -> list[Case]:
    """Return the cases that `check` compares with in the notebook."""
    shown = (*PUBLIC_SIZES, PUBLIC_STEP) if exercise.name in OF_SEQUENCES else PUBLIC_SIZES
    cases = [
        Case(sizes.title, draw_values(sizes, generator(b"public", exercise.name, sizes.title)))
        for sizes in shown
    ]
    if exercise.name == "softmax":
        return [*cases, EXTREME_LOGITS]
    return [*cases, seed_one()] if exercise.name == "rnn_backward" else cases


def seed_one() -> Case:
    """Return the case with published results: seed 1, drawn in this order."""
    rng = np.random.RandomState(1)
    x, s0 = rng.randn(3, 1, 4), rng.randn(5, 1)
    shapes = {"W": (5, 5), "U": (5, 3), "V": (3, 5), "ba": (5, 1), "by": (3, 1)}
    parameters = {name: rng.randn(*shape) for name, shape in shapes.items()}
    values = {"x": x, "s0": s0, "parameters": parameters, "ds": rng.randn(5, 1, 4)}
    return Case("seed 1, the published numbers", values)
