"""Matrices to begin with."""

from __future__ import annotations

from assignments.stability.hidden.plans import Drawn, Scaled

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
