"""Functions, and what is said to be their gradient."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from autograder.authoring import Array, Case, Fold, Random, Seed, Waves

Claim = Callable[[Array], Array]
Plan = tuple[str, tuple[int, ...], float, Claim, bool]


def first_off(g: Array) -> Array:
    """Return the gradient with an error in one element, as large as all the rest."""
    wrong = g.copy()
    wrong.flat[g.size // 2] += np.linalg.norm(g).astype(g.dtype)
    return wrong


def exchanged(g: Array) -> Array:
    """Return the gradient with its largest and its smallest element exchanged: same sum."""
    wrong = g.copy()
    most, least = g.argmax(), g.argmin()
    wrong.flat[[most, least]] = g.flat[[least, most]]
    return wrong


def with_nan(g: Array) -> Array:
    """Return the gradient with one element that is no number."""
    wrong = g.copy()
    wrong.flat[0] = np.nan
    return wrong


# What is claimed, of which shape, with coefficients of which size, and whether it is right.
CLAIMS: tuple[Plan, ...] = (
    ("the gradient", (5,), 1.0, lambda g: g, True),
    ("the gradient with respect to a matrix", (3, 4), 0.7, lambda g: g, True),
    ("the gradient of a flat function", (3, 2), 1e-5, lambda g: g, True),
    ("the gradient of a steep function", (4,), 4.0, lambda g: g, True),
    ("the gradient with respect to one number", (1,), 1.0, lambda g: g, True),
    ("an error in one element", (4, 3), 1.0, first_off, False),
    ("two elements exchanged", (6,), 1.0, exchanged, False),
    ("the gradient transposed", (4, 4), 0.7, lambda g: g.T, False),
    ("the opposite of the gradient", (5,), 1.0, lambda g: -g, False),
    ("twice the gradient", (3, 3), 1.0, lambda g: 2 * g, False),
    ("a gradient that is a twentieth too large", (7,), 1.0, lambda g: g * 1.05, False),
    ("twice the gradient of a flat function", (2, 3), 1e-5, lambda g: 2 * g, False),
    ("zeros", (4,), 1.0, lambda g: 0 * g, False),
    ("a gradient with NaN in it", (5,), 1.0, with_nan, False),
)
SINGLE: tuple[Plan, ...] = (
    ("float32", (5,), 1.0, lambda g: g, True),
    ("float32, a matrix", (3, 4), 0.7, lambda g: g, True),
    ("float32, one number", (1,), 1.0, lambda g: g, True),
    ("float32, two elements exchanged", (6,), 1.0, exchanged, False),
    ("float32, a tenth too large", (3, 3), 1.0, lambda g: (1.1 * g).astype("float32"), False),
)
# So far from zero that a step of float64 is lost in the rounding of x.
FAR: tuple[Plan, ...] = (
    ("float32, 144 elements", (12, 12), 1.0, lambda g: g, True),
    ("float32, another 144 elements", (12, 12), 1.0, lambda g: g, True),
)
MANY: tuple[Plan, ...] = (
    ("400 elements", (20, 20), 1.0, lambda g: g, True),
    ("400 elements, an error in one of them", (20, 20), 1.0, first_off, False),
)
FOLDS: tuple[tuple[str, tuple[int, ...], float, str], ...] = (
    ("a kink", (5,), 0.0, "kink"),
    ("a kink of a matrix", (3, 4), 0.0, "kink"),
    ("a kink of one number", (1,), 0.0, "kink"),
    ("far from the kink", (4,), 2.0, "right"),
    ("far from the kink, on its other side", (3, 3), -2.0, "right"),
)
# Ten steps in float32 away from the kink; not one, with a vector in which each row has length 1.
NEAR = (
    ("float32, ten steps from the kink of a matrix", (400, 1), 0.05, "right"),
    ("float32, ten steps from the kink, on its other side", (400, 1), -0.05, "right"),
)
PUBLIC: tuple[Plan, ...] = (
    ("the right gradient", (4,), 1.0, lambda g: g, True),
    ("a doubled gradient", (3, 2), 1.0, lambda g: 2 * g, False),
    ("a gradient with an error in one of 12 elements", (4, 3), 1.0, first_off, False),
)


def draw_claims(random: Random) -> Iterator[Case]:
    for claim in CLAIMS:
        yield claimed(random, *claim)
    for claim in SINGLE:
        yield claimed(random, *claim, kind="float32")
    for claim in FAR:
        yield claimed(random, *claim, kind="float32", spread=5.0)
    for claim in MANY:
        yield claimed(random, *claim, kind="many")
    for fold in FOLDS:
        yield folded(random, *fold)
    for fold in NEAR:
        yield folded(random, *fold, dtype="float32")
    yield constant(random)
    yield nearly_right(random)


def show_claims(random: Random) -> Iterator[Case]:
    for claim in PUBLIC:
        yield claimed(random, *claim)
    yield claimed(random, *SINGLE[0], kind="float32")
    yield folded(random, *FOLDS[0])
    yield nearly_right(random)


def claimed(
    random: Random,
    title: str,
    shape: tuple[int, ...],
    scale: float,
    claim: Claim,
    right: bool,
    kind: str = "ordinary",
    spread: float = 1.0,
) -> Case:
    """Draw a wave where it is neither flat nor bent much, and claim something of its slopes."""
    rng = random(title)
    dtype = "float32" if kind == "float32" else "float64"
    c = (scale * rng.uniform(0.5, 1.5, shape) * rng.choice((-1, 1), shape)).astype(dtype)
    phase = rng.uniform(-0.8, 0.8) * min(scale, 1)
    x = at_phase(spread * rng.standard_normal(shape), c, phase).astype(dtype)
    gradient = claim((np.cos(np.sum(c * x)) * c).astype(dtype))
    values = {"f": Waves(c), "x": x, "gradient": gradient, "rng": seed(rng)}
    return Case(title, {**values, "verdict": "right" if right else "wrong"}, kind)


def folded(
    random: Random,
    title: str,
    shape: tuple[int, ...],
    phase: float,
    verdict: str,
    dtype: str = "float64",
) -> Case:
    """Draw a fold, at its kink where the phase is 0."""
    rng = random(title)
    c = (rng.uniform(0.5, 1.5, shape) * rng.choice((-1, 1), shape)).astype(dtype)
    x = at_phase(rng.standard_normal(shape), c, phase).astype(dtype)
    values = {"f": Fold(c), "x": x, "gradient": np.sign(phase) * c, "rng": seed(rng)}
    kind = "float32" if dtype == "float32" else "kink"
    return Case(title, {**values, "verdict": verdict}, kind)


def constant(random: Random) -> Case:
    """Return a function without any slope, and the right gradient, zeros."""
    rng = random("constant")
    values = {"f": Waves(np.zeros(4)), "x": rng.standard_normal(4), "gradient": np.zeros(4)}
    return Case("a constant function", {**values, "rng": seed(rng), "verdict": "right"})


def nearly_right(random: Random) -> Case:
    """Return a gradient that is off by a thousandth, with a direction in which that is much.

    The error is at right angles to the gradient, so it shows most in a direction in which f is
    level. Whoever draws the directions in the usual way meets one.
    """
    rng = random("nearly right")
    c = rng.uniform(0.5, 1.5, 2) * rng.choice((-1, 1), 2)
    x = at_phase(rng.standard_normal(2), c, rng.uniform(-0.8, 0.8))
    across = np.array([-c[1], c[0]])
    while True:
        drawn = seed(rng)
        directions = np.random.default_rng(drawn.number).standard_normal((6, 2))
        slopes, errors = directions @ c, 1e-3 * directions @ across
        if np.any(abs(errors) > 0.05 * abs(slopes)):
            break
    gradient = np.cos(np.sum(c * x)) * (c + 1e-3 * across)
    values = {"f": Waves(c), "x": x, "gradient": gradient, "rng": drawn}
    return Case("a gradient that is off by a thousandth", {**values, "verdict": "right"})


def at_phase(x: Array, c: Array, phase: float) -> Array:
    """Move x along c until Σ c ∘ x is the phase."""
    moved: Array = x + (phase - np.sum(c * x)) / np.sum(c * c) * c
    return moved


def seed(rng: np.random.Generator) -> Seed:
    return Seed(int(rng.integers(2**31)))
