"""The cases of `stability`: hidden ones, drawn from the course's secret, and public ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from autograder.graders.cases import generator
from autograder.graders.exercise import Case, Exercise
from autograder.graders.stability.plans import (
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


# No two different eigenvalues are close in magnitude, lest rounding decide about their order.
POWERS = (
    Symmetric(title="an ordinary matrix", eigenvalues=(2.1, 1.6, 1.1, 0.7), k=3),
    Symmetric(title="the second power", eigenvalues=(1.8, 1.3, 0.9, 0.6, 0.3), k=2),
    Symmetric(title="the power with k = 0", eigenvalues=(1.7, 1.2, 0.5), k=0),
    Symmetric(title="the power with k = 1", eigenvalues=(2.4, 1.3, 0.8), k=1),
    Symmetric(title="a single row", eigenvalues=(1.3,), k=5),
    Symmetric(title="two rows", eigenvalues=(1.4, 0.8), k=6),
    Symmetric(title="a matrix without an inverse", eigenvalues=(1.5, 1.0, 0.0), k=4),
    Symmetric(
        title="an eigenvalue that comes twice", eigenvalues=(1.2, 1.2, 0.7), k=4, diagonal=True
    ),
    Symmetric(
        title="a larger matrix", eigenvalues=(1.7, 1.5, 1.3, 1.1, 0.9, 0.7, 0.5, 0.3, 0.1), k=3
    ),
    Symmetric(title="float32", eigenvalues=(1.9, 1.3, 0.8, 0.5), k=4, dtype="float32"),
    Symmetric(
        title="the greatest magnitude negative, odd k",
        eigenvalues=(-2.0, 1.5, 0.9),
        k=3,
        kind="signs",
    ),
    Symmetric(
        title="the greatest magnitude negative, even k",
        eigenvalues=(-1.9, 1.4, -0.8, 0.5),
        k=4,
        kind="signs",
    ),
    Symmetric(
        title="negative eigenvalues only, odd k",
        eigenvalues=(-1.7, -1.2, -0.6),
        k=5,
        kind="signs",
    ),
    Symmetric(
        title="negative eigenvalues only, even k", eigenvalues=(-2.2, -1.5), k=2, kind="signs"
    ),
    Symmetric(
        title="signs that alternate, k = 1",
        eigenvalues=(1.9, -1.6, 1.2, -0.9, 0.5),
        k=1,
        kind="signs",
    ),
    Symmetric(title="a single negative number", eigenvalues=(-1.2,), k=3, kind="signs"),
)

ITERATES = (
    Multiplied(title="an ordinary matrix", n=4, k=6),
    Multiplied(title="no multiplication", n=3, k=0),
    Multiplied(title="one multiplication", n=5, k=1),
    Multiplied(title="a single row", n=1, k=4),
    Multiplied(title="two rows", n=2, k=9),
    Multiplied(title="a larger matrix", n=9, k=12),
    Multiplied(title="a long vector", n=4, k=3, size=300.0),
    Multiplied(title="a short vector", n=3, k=5, size=0.002),
    Symmetric(title="a negative dominant eigenvalue", eigenvalues=(-1.4, 0.8, 0.3, -0.2), k=7),
    Multiplied(title="float32", n=5, k=8, dtype="float32"),
    Symmetric(
        title="an eigenvalue of about a million, k = 1000",
        eigenvalues=(1e6, 7e5, -4e5, 1e5),
        k=1000,
        kind="extreme",
    ),
    Symmetric(
        title="an eigenvalue of about minus a million, k = 1000",
        eigenvalues=(-1e6, 3e5, 2e5),
        k=1000,
        kind="extreme",
    ),
    Symmetric(
        title="all eigenvalues about a millionth, k = 1000",
        eigenvalues=(1e-6, 8e-7, -5e-7),
        k=1000,
        kind="extreme",
    ),
    Multiplied(
        title="the zero vector from the beginning",
        n=3,
        k=2,
        size=0.0,
        kind="refused",
        raises="ValueError",
    ),
    Multiplied(
        title="the zero vector, no multiplication",
        n=2,
        k=0,
        size=0.0,
        kind="refused",
        raises="ValueError",
    ),
    Multiplied(
        title="the zero vector after one multiplication",
        n=2,
        k=2,
        steps_to_zero=1,
        kind="refused",
        raises="ValueError",
    ),
    Multiplied(
        title="the zero vector on the way",
        n=4,
        k=5,
        steps_to_zero=3,
        kind="refused",
        raises="ValueError",
    ),
    Multiplied(
        title="the zero vector only after the last multiplication",
        n=3,
        k=2,
        steps_to_zero=3,
        kind="barely",
    ),
)

ALIGNMENTS = (
    Symmetric(title="an ordinary matrix", eigenvalues=(1.5, 1.2, -0.6, 0.3), k=8),
    Symmetric(title="eigenvalues close together", eigenvalues=(1.0, 0.93, 0.5, -0.4, 0.2), k=20),
    Symmetric(title="no multiplication", eigenvalues=(1.8, 1.1, 0.4), k=0),
    Symmetric(title="one multiplication", eigenvalues=(0.9, 0.7, -0.5, 0.3), k=1),
    Symmetric(title="a single row", eigenvalues=(0.8,), k=4),
    Symmetric(title="two rows", eigenvalues=(1.2, 1.0), k=6),
    Symmetric(
        title="a larger matrix", eigenvalues=(1.1, 1.0, 0.9, -0.8, 0.7, 0.5, 0.3, -0.1), k=10
    ),
    Symmetric(title="a long vector", eigenvalues=(1.3, 0.9, 0.6), k=3, size=80.0),
    Symmetric(
        title="a start far from the eigenvector",
        eigenvalues=(1.4, 1.1, 0.7),
        shares=(0.1, 1.0, -0.8),
        k=9,
    ),
    Symmetric(title="float32", eigenvalues=(1.3, 1.0, 0.6, -0.4), k=7, dtype="float32"),
    Symmetric(
        title="a negative dominant eigenvalue",
        eigenvalues=(-1.5, 1.2, 0.6, -0.3),
        k=7,
        kind="negative",
    ),
    Symmetric(
        title="negative and close together", eigenvalues=(-1.0, 0.9, 0.5), k=12, kind="negative"
    ),
    Symmetric(title="negative, two rows", eigenvalues=(-1.3, 1.0), k=4, kind="negative"),
    Symmetric(title="a single negative number", eigenvalues=(-0.7,), k=3, kind="negative"),
    # With other matrices, rounding would leave a share that is different from machine to machine.
    Symmetric(
        title="perpendicular to the dominant eigenvector",
        eigenvalues=(2.0, -1.4, 0.6, 0.3),
        shares=(0.0, 0.8, -1.1, 0.5),
        k=30,
        diagonal=True,
        kind="perpendicular",
    ),
    Symmetric(
        title="perpendicular to the dominant eigenvector, no multiplication",
        eigenvalues=(0.9, 0.7, -0.4),
        shares=(0.0, 1.2, -0.6),
        k=0,
        diagonal=True,
        kind="perpendicular",
    ),
    Symmetric(
        title="the zero vector from the beginning",
        eigenvalues=(1.5, 0.9, 0.4),
        k=3,
        size=0.0,
        kind="refused",
        raises="ValueError",
    ),
    Symmetric(
        title="the zero vector after one multiplication",
        eigenvalues=(1.6, 0.0, -0.7),
        shares=(0.0, 1.0, 0.0),
        k=2,
        diagonal=True,
        kind="refused",
        raises="ValueError",
    ),
)

# After k iterations from an angle with the tangent t, ‖M v - λ v‖ is at most 2 t r^k ‖M v‖ or
# so, where r is the ratio of the two greatest magnitudes. With r = 0.9 and even t = 1e12, 450
# iterations reach the tolerance of 1e-5. A start as unlucky as that has a probability of 1e-12.
EIGENPAIRS = (
    Iterated(title="an ordinary matrix", eigenvalues=(2.0, 1.2, -0.7, 0.3)),
    Iterated(title="a negative dominant eigenvalue", eigenvalues=(-1.8, 1.1, 0.9, 0.5, -0.2)),
    Iterated(title="negative, and close to a positive one", eigenvalues=(-1.0, 0.9, 0.4)),
    Iterated(title="a single negative number", eigenvalues=(-1.3,)),
    Iterated(title="two rows", eigenvalues=(0.9, -0.6)),
    Iterated(title="close together", eigenvalues=(1.1, 0.99, 0.5, 0.1)),
    Iterated(title="a larger matrix", eigenvalues=(-3.0, 2.4, 2.0, -1.5, 1.0, 0.8, -0.5, 0.2, 0.1)),
    Iterated(
        title="a vector of ones is another eigenvector",
        eigenvalues=(1.2, -2.5, 0.7, 0.4),
        first="ones",
        dominant=1,
    ),
    Iterated(title="a diagonal matrix", eigenvalues=(1.0, 0.5, -1.6), first="axis", dominant=2),
    Iterated(title="float32", eigenvalues=(-1.7, 1.0, 0.6, 0.3), dtype="float32"),
    Iterated(title="tiny eigenvalues", eigenvalues=(-2e-7, 1.3e-7, 5e-8), kind="tiny"),
    Iterated(
        title="every vector is an eigenvector, one iteration",
        eigenvalues=(1.4, 1.4, 1.4),
        first="axis",
        max_iterations=1,
        kind="at once",
    ),
    Iterated(title="far apart", eigenvalues=(2.0, 0.3, 0.1), kind="easy"),
    # Positive ones, so that a lost sign of the value is counted elsewhere.
    Iterated(
        title="too few iterations",
        eigenvalues=(1.0, 0.95, 0.5, 0.2, 0.1, 0.05),
        max_iterations=3,
        tol=1e-9,
        kind="too few",
    ),
    Iterated(
        title="a single iteration",
        eigenvalues=(1.5, 1.2, 0.4, 0.1),
        max_iterations=1,
        tol=1e-9,
        kind="too few",
    ),
    Iterated(
        title="several generators, two iterations",
        eigenvalues=(1.2, 1.1, -1.0, 0.9, 0.7),
        max_iterations=2,
        tol=1e-9,
        draws=3,
        kind="generators",
    ),
    # Of a random vector, the shares along two eigenvectors differ by a factor beyond 2e10, so
    # that one of them is an eigenvector within this tolerance, with a probability of 1e-10.
    Iterated(
        title="a tie of two signs",
        eigenvalues=(1.3, -1.3, 0.6, 0.2),
        max_iterations=300,
        tol=1e-10,
        kind="tie",
    ),
    Iterated(
        title="a tie of two signs, two rows",
        eigenvalues=(0.8, -0.8),
        max_iterations=200,
        tol=1e-10,
        kind="tie",
    ),
    Iterated(
        title="a tie of two signs, a larger matrix",
        eigenvalues=(2.0, 1.5, -2.0, -1.1, 0.7, 0.4),
        max_iterations=101,
        tol=1e-10,
        kind="tie",
    ),
)

PROBABILITIES = (
    Trials(title="an ordinary matrix", n=3, ratio=0.8, k=4, angle=0.5),
    Trials(title="two dimensions", n=2, ratio=0.7, k=2, angle=0.3),
    Trials(title="ten dimensions", n=10, ratio=0.9, k=10, angle=0.6),
    Trials(title="thirty dimensions", n=30, ratio=0.8, k=15, angle=0.3),
    Trials(title="no multiplication", n=4, ratio=0.5, k=0, angle=0.8),
    Trials(title="one multiplication", n=3, ratio=0.95, k=1, angle=0.6),
    Trials(title="other eigenvalues that are zero", n=5, ratio=0.0, k=2, angle=0.2),
    Trials(title="eigenvalues that are all equal", n=3, ratio=1.0, k=9, angle=0.7),
    Trials(title="a wide angle", n=20, ratio=0.75, k=3, angle=1.1),
    Trials(title="nearly all aligned", n=8, ratio=0.5, k=8, angle=0.1),
    Trials(title="several generators", n=6, ratio=0.7, k=4, angle=0.7, kind="generators", draws=6),
)

JACOBIANS = (
    Network(title="an ordinary network", n=4, T=3),
    Network(title="a single step", n=5, T=1),
    Network(title="two steps", n=3, T=2),
    Network(title="a single unit", n=1, T=4),
    Network(title="two units", n=2, T=6),
    Network(title="states near 1 and -1", n=5, T=3, activity=1.6, growth=2.5),
    Network(title="states near 0", n=6, T=4, activity=0.1),
    Network(title="weights far from symmetric", n=4, T=3, growth=0.6, shear=1.5),
    Network(title="many steps", n=3, T=14, activity=0.4, growth=1.5),
    Network(title="float32", n=6, T=5, dtype="float32"),
    Network(title="no states", n=4, T=0, kind="empty"),
    Network(title="no states, a single unit", n=1, T=0, kind="empty"),
)

NORMS = (
    Network(title="an ordinary network", n=4, T=5),
    Network(title="a single step", n=5, T=1),
    Network(title="two steps", n=3, T=2),
    Network(title="a single unit", n=1, T=4),
    Network(title="two units", n=2, T=6),
    Network(title="states near 1 and -1", n=5, T=4, activity=1.6, growth=3.0),
    Network(title="states near 0", n=6, T=4, activity=0.1),
    Network(title="weights far from symmetric", n=4, T=3, growth=0.6, shear=1.5),
    Network(title="gradients that explode", n=5, T=12, activity=0.3, growth=1.8),
    Network(title="gradients that vanish", n=4, T=12, activity=0.8, growth=0.8),
    Network(title="float32", n=6, T=5, dtype="float32"),
)

BOUNDS = (
    Bounded(title="tanh, three steps", n=4, slope=1.0, distance=3),
    Bounded(title="sigmoid, two steps", n=5, slope=0.25, distance=2),
    Bounded(title="no step", n=3, slope=0.25, distance=0),
    Bounded(title="one step", n=4, slope=0.25, distance=1),
    Bounded(title="a single unit", n=1, slope=1.0, distance=4),
    Bounded(title="two units, another slope", n=2, slope=0.7, distance=5),
    Bounded(title="weights far from symmetric", n=4, slope=1.0, distance=2, growth=0.5, shear=2.0),
    Bounded(title="many steps, tanh", n=6, slope=1.0, distance=25, growth=0.6),
    Bounded(title="sigmoid, large weights", n=5, slope=0.25, distance=8, growth=3.0),
    Bounded(title="float32", n=7, slope=0.25, distance=6, growth=2.0, dtype="float32"),
    Bounded(title="a tanh network", n=5, slope=1.0, distance=4, kind="network", spread=0.6),
    Bounded(
        title="a tanh network with weights far from symmetric",
        n=4,
        slope=1.0,
        distance=3,
        growth=0.5,
        shear=1.5,
        kind="network",
        spread=0.1,
    ),
    Bounded(title="a sigmoid network", n=6, slope=0.25, distance=5, kind="network", spread=0.4),
    # Of a single unit, the Frobenius norm is the same, which is a bound, too.
    Bounded(
        title="a tanh network of one unit, with the steepest slopes",
        n=1,
        slope=1.0,
        distance=3,
        kind="network",
    ),
    Bounded(
        title="a sigmoid network of one unit, with the steepest slopes",
        n=1,
        slope=0.25,
        distance=2,
        growth=2.0,
        kind="network",
    ),
)

LIMITS = (
    Limited(title="several arrays", limit=0.7),
    Limited(title="a single array", limit=0.5, shapes={"dW": (3, 5)}),
    Limited(title="a large and a small array", limit=1.0, scales=(6.0, 0.1, 0.8)),
    Limited(title="all elements within the range", limit=9.0),
    Limited(title="nearly all elements beyond", limit=0.02, shapes={"dV": (4, 2), "dby": (4, 1)}),
    Limited(title="only the largest beyond", limit=2.0, shapes={"dW": (8, 8)}),
    Limited(title="large numbers", limit=150.0, scales=(200.0, 90.0)),
    Limited(title="arrays of one and three axes", limit=0.6, shapes={"db": (7,), "dx": (2, 3, 4)}),
    Limited(title="a single number", limit=0.001, shapes={"dw": (1,)}),
    Limited(title="float32", limit=0.8, scales=(2.0, 1.0), dtype="float32"),
)

ALIKE = {f"dW{place}": (3, 3) for place in range(6)}
ONE_AND_THREE_AXES = {"db": (7,), "dx": (2, 3, 4)}
LENGTHS = (
    Shortened(title="several arrays", share=0.3),
    Shortened(title="a single array", share=0.6, shapes={"dW": (3, 5)}),
    Shortened(title="a large and a small array", share=0.5, scales=(5.0, 0.1, 1.0)),
    Shortened(title="each array within the limit, all together beyond", share=0.7, shapes=ALIKE),
    Shortened(
        title="each element within the limit, all together beyond",
        share=0.6,
        shapes={"dW": (9, 9), "dba": (9, 1)},
    ),
    Shortened(title="a norm a little above the limit", share=0.93),
    Shortened(title="a norm far above the limit", share=0.002, scales=(40.0, 90.0)),
    Shortened(title="arrays of one and three axes", share=0.4, shapes=ONE_AND_THREE_AXES),
    Shortened(title="a single number", share=0.35, shapes={"dw": (1,)}, scales=(3.0,)),
    Shortened(title="small gradients, a smaller limit", share=0.4, scales=(1e-4, 3e-4)),
    Shortened(title="float32", share=0.3, scales=(2.0, 1.0), dtype="float32"),
    Shortened(title="a norm far below the limit", share=3.0, kind="untouched"),
    Shortened(title="a norm a little below the limit", share=1.05, kind="untouched"),
    Shortened(title="below the limit, float32", share=2.0, kind="untouched", dtype="float32"),
    Shortened(
        title="a norm exactly at the limit",
        share=1.0,
        whole=((1, 2, 2), (4,), (12, 0)),
        kind="untouched",
    ),
    Shortened(
        title="a norm exactly at the limit, two arrays",
        share=1.0,
        whole=((2, 3, 6), (24, 0, 0)),
        kind="untouched",
    ),
    Shortened(title="all gradients zero", share=1.5, scales=(0.0,), kind="zero"),
    Shortened(
        title="a single gradient of zeros",
        share=0.8,
        scales=(0.0,),
        shapes={"dW": (2, 3)},
        kind="zero",
    ),
    Shortened(
        title="an element that is NaN", share=0.5, spoilt={"dW": float("nan")}, kind="refused"
    ),
    Shortened(
        title="NaN in the last array, a large limit",
        share=50.0,
        spoilt={"dba": float("nan")},
        kind="refused",
    ),
    Shortened(
        title="an element that is infinite", share=0.5, spoilt={"dU": float("inf")}, kind="refused"
    ),
    Shortened(
        title="minus infinity, a single array",
        share=0.4,
        shapes={"dW": (4, 4)},
        spoilt={"dW": -float("inf")},
        kind="refused",
    ),
    Shortened(
        title="infinity of both signs",
        share=0.5,
        spoilt={"dU": float("inf"), "dba": -float("inf")},
        kind="refused",
    ),
)

STEPS = (
    Step(title="an ordinary step", share=0.3, lr=0.8),
    Step(title="gradients below the limit", share=2.5, lr=0.5),
    Step(title="a single parameter", share=0.5, lr=0.6, shapes={"W": (3, 5)}),
    Step(title="each array within the limit", share=0.7, lr=0.7, shapes={"W": (3, 3), "V": (3, 3)}),
    Step(title="gradients of different scales", share=0.4, lr=0.3, scales=(9.0, 0.3, 2.0)),
    Step(title="a learning rate above 1", share=0.2, lr=1.7),
    Step(title="gradients far beyond the limit", share=0.01, lr=0.2, scales=(100.0, 50.0)),
    Step(title="a single number", share=0.6, lr=0.4, shapes={"w": (1,)}, scales=(3.0,)),
    Step(title="float32", share=0.3, lr=0.8, dtype="float32"),
    Step(
        title="gradients of the input and of the state, too",
        share=0.4,
        lr=0.7,
        extras={"dx": 1.0, "ds0": 2.0},
        kind="extras",
    ),
    Step(
        title="a huge gradient of the input",
        share=0.5,
        lr=0.6,
        extras={"dx": 200.0},
        kind="extras",
    ),
    Step(
        title="below the limit, but for the gradient of the input",
        share=1.5,
        lr=0.5,
        extras={"dx": 3.0},
        kind="extras",
    ),
    Step(
        title="NaN in the gradient of the input only",
        share=0.4,
        lr=0.8,
        extras={"dx": 1.0},
        spoilt={"dx": float("nan")},
        kind="extras",
    ),
    Step(title="NaN", share=0.5, lr=0.5, spoilt={"dW": float("nan")}, kind="refused"),
    Step(title="infinity", share=0.5, lr=0.5, spoilt={"dba": float("inf")}, kind="refused"),
    Step(
        title="minus infinity, other gradients, too",
        share=3.0,
        lr=0.5,
        extras={"dx": 1.0},
        spoilt={"dU": -float("inf")},
        kind="refused",
    ),
)

RADII = (
    Scaled(title="an ordinary matrix", n=4, rho=0.9),
    Scaled(title="a larger radius", n=5, rho=4.5),
    Scaled(title="complex eigenvalues", turning=1.6, eigenvalues=(0.9, -0.4), rho=0.8),
    Scaled(title="complex eigenvalues, two rows", turning=0.5, rho=1.3),
    Scaled(title="a negative eigenvalue", eigenvalues=(-1.8, 1.1, 0.4), rho=0.7),
    Scaled(title="a single negative number", eigenvalues=(-0.7,), rho=1.2),
    Scaled(title="a symmetric matrix", n=4, rho=1.1, symmetric=True),
    Scaled(title="far from symmetric", eigenvalues=(0.9, -0.6, 0.5, 0.3), shear=2.0, rho=1.4),
    Scaled(title="a larger matrix", n=9, rho=0.95),
    Scaled(title="float32", n=6, rho=0.6, dtype="float32"),
    Scaled(
        title="the matrix of zeros",
        eigenvalues=(0.0, 0.0, 0.0),
        rho=0.9,
        kind="refused",
        raises="ValueError",
    ),
    Scaled(
        title="zeros but for one corner",
        eigenvalues=(0.0, 0.0),
        shear=1.0,
        rho=1.1,
        kind="refused",
        raises="ValueError",
    ),
    Scaled(
        title="zeros on and below the diagonal",
        eigenvalues=(0.0,) * 4,
        shear=1.5,
        rho=0.8,
        kind="refused",
        raises="ValueError",
    ),
)

ORTHOGONALS = (
    *(Drawn(title=f"{n} rows", n=n) for n in (5, 2, 3, 4, 6, 8, 12, 25)),
    Drawn(title="a single row", n=1),
    Drawn(title="several generators, three rows", n=3, draws=3, kind="generators"),
    Drawn(title="several generators, six rows", n=6, draws=3, kind="generators"),
)

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
    ),
    "gradient_norms": (
        Network(title="3 units, 4 steps", n=3, T=4),
        Network(title="5 units, 2 steps", n=5, T=2),
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
