"""The cases of `tiny`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from autograder.authoring import Case, Exercise, generator

SIZES = {"three steps": (3, 5), "a single step": (1, 4), "many steps": (7, 3)}
EMPTY = "no steps"


def draw_cases(exercise: Exercise, secret: bytes) -> list[Case]:
    """Draw the hidden cases of an exercise."""
    cases = [
        Case(
            title,
            draw_values(*sizes, generator(secret, "tiny", exercise.name, title)),
            check_gradient=True,
        )
        for title, sizes in SIZES.items()
    ]
    if exercise.name == "walk":
        values = draw_values(0, 3, generator(secret, "tiny", EMPTY))
        cases.append(Case(EMPTY, values, kind="empty", raises="ValueError", naming="steps"))
    return [*cases, replace(cases[0], title="the first case once more")]


def public_cases(exercise: Exercise) -> list[Case]:
    """Return the cases that learners have."""
    return [Case("two steps", draw_values(2, 3, generator(b"public", exercise.name)))]


def draw_values(steps: int, size: int, rng: np.random.Generator) -> dict[str, Any]:
    """Draw all arrays that an exercise may need."""
    return {
        "x": rng.standard_normal((steps, size)),
        "h": rng.standard_normal(size),
        "w": rng.standard_normal(size),
        "dh": rng.standard_normal(size),
    }
