"""Vectors that a matrix multiplies again and again."""

from __future__ import annotations

from assignments.stability.hidden.plans import Iterated, Multiplied, Symmetric, Trials

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
