"""Plans of the cases of `stability`: what is fixed of each, and how the rest is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.authoring import Array, Case
from solutions.stability import jacobian_product, orthogonal

Generator = np.random.Generator


@dataclass(frozen=True, kw_only=True)
class Symmetric:
    """A symmetric matrix with these eigenvalues, times one factor that is drawn.

    Parameters
    ----------
    shares : of the vector along the eigenvectors; drawn if not given.
    size : factor of the vector.
    diagonal : whether the eigenvectors are the axes, so that zeros stay exactly zero.
    """

    title: str
    eigenvalues: tuple[float, ...]
    k: int = 0
    kind: str = "ordinary"
    dtype: str = "float64"
    shares: tuple[float, ...] = ()
    size: float = 1.0
    diagonal: bool = False
    raises: str = ""

    def case(self, rng: Generator) -> Case:
        """Draw the matrix, and a vector."""
        n = len(self.eigenvalues)
        eigenvectors = np.eye(n)[rng.permutation(n)] if self.diagonal else orthogonal(n, rng)
        M = rng.uniform(0.95, 1.05) * (eigenvectors * self.eigenvalues) @ eigenvectors.T
        shares = self.shares or rng.standard_normal(n)
        x = self.size * rng.uniform(0.8, 1.2) * (eigenvectors @ shares)
        values = {"M": ((M + M.T) / 2).astype(self.dtype), "x": x.astype(self.dtype), "k": self.k}
        return Case(self.title, values, self.kind, max(1, self.k), raises=self.raises)


@dataclass(frozen=True, kw_only=True)
class Multiplied:
    """Any square matrix, a vector, and how often to multiply the one by the other.

    Parameters
    ----------
    steps_to_zero : after so many multiplications nothing is left of the vector; 0 for never.
    size : factor of the vector.
    """

    title: str
    n: int
    k: int
    kind: str = "ordinary"
    dtype: str = "float64"
    steps_to_zero: int = 0
    size: float = 1.0
    raises: str = ""

    def case(self, rng: Generator) -> Case:
        """Draw the matrix and the vector."""
        M = rng.standard_normal((self.n, self.n)) / np.sqrt(self.n)
        x = self.size * rng.standard_normal(self.n)
        if self.steps_to_zero:
            M = np.diag(rng.uniform(0.5, 1.5, self.n - 1), 1)
            x[self.steps_to_zero :] = 0
        values = {"M": M.astype(self.dtype), "x": x.astype(self.dtype), "k": self.k}
        return Case(self.title, values, self.kind, max(1, self.k), raises=self.raises)


@dataclass(frozen=True, kw_only=True)
class Iterated:
    """A symmetric matrix for power iteration; the first eigenvalue is the dominant one.

    Parameters
    ----------
    first : the first eigenvector up to its length; drawn if not given. All the others are
        perpendicular to it.
    dominant : the place of the dominant eigenvalue.
    enough : more iterations than this are not needed, however unlucky the start.
    draws : how many generators to try, the first of them once more at the end.
    """

    title: str
    eigenvalues: tuple[float, ...]
    kind: str = "ordinary"
    dtype: str = "float64"
    first: str = "drawn"
    dominant: int = 0
    tol: float = 1e-5
    max_iterations: int = 4000
    enough: int = 1000
    draws: int = 1

    def case(self, rng: Generator) -> Case:
        """Draw the matrix, and seeds for the generators."""
        eigenvectors = self._eigenvectors(len(self.eigenvalues), rng)
        M = rng.uniform(0.95, 1.05) * (eigenvectors * self.eigenvalues) @ eigenvectors.T
        values = {
            "M": ((M + M.T) / 2).astype(self.dtype),
            "seeds": draw_seeds(self.draws, rng),
            "tol": self.tol,
            "max_iterations": self.max_iterations,
            "enough": min(self.enough, self.max_iterations),
            "eigenvector": eigenvectors[:, self.dominant],
        }
        return Case(self.title, values, self.kind)

    def _eigenvectors(self, n: int, rng: Generator) -> Array:
        if self.first == "axis":
            return np.eye(n)
        if self.first == "drawn":
            return orthogonal(n, rng)
        columns = rng.standard_normal((n, n))
        columns[:, 0] = 1
        return np.linalg.qr(columns)[0]


@dataclass(frozen=True, kw_only=True)
class Trials:
    """Random vectors, how they are multiplied, and what counts as aligned."""

    title: str
    n: int
    ratio: float
    k: int
    angle: float
    trials: int = 10_000
    kind: str = "ordinary"
    draws: int = 1

    def case(self, rng: Generator) -> Case:
        """Draw seeds for the generators, and the last digits of the angle."""
        values = {
            "n": self.n,
            "ratio": self.ratio,
            "k": self.k,
            "angle": round(self.angle * rng.uniform(0.98, 1.02), 4),
            "trials": self.trials,
            "seeds": draw_seeds(self.draws, rng),
        }
        return Case(self.title, values, self.kind)


@dataclass(frozen=True, kw_only=True)
class Network:
    """The weights of a recurrent network and its states.

    Parameters
    ----------
    growth : what the weights multiply a vector by, about.
    activity : size of what tanh is applied to.
    shear : factor of the weights above the diagonal, where 0 are below it; 0 for all weights
        alike.
    """

    title: str
    n: int
    T: int
    growth: float = 1.2
    activity: float = 0.7
    shear: float = 0.0
    kind: str = "ordinary"
    dtype: str = "float64"

    def case(self, rng: Generator) -> Case:
        """Draw the weights and the states."""
        W = draw_weights(self.n, self.growth, self.shear, rng).astype(self.dtype)
        states = np.tanh(self.activity * rng.standard_normal((self.n, self.T)))
        values = {"W": W, "states": states.astype(self.dtype)}
        return Case(self.title, values, self.kind, max(1, self.T))


@dataclass(frozen=True, kw_only=True)
class Bounded:
    """Weights, a slope and a distance; for some also the slopes of a network to be bounded.

    Parameters
    ----------
    spread : size of what tanh or the sigmoid is applied to in that network. With 0, all slopes
        are the steepest, so that a single unit reaches the bound.
    """

    title: str
    n: int
    slope: float
    distance: int
    growth: float = 1.0
    shear: float = 0.0
    kind: str = "ordinary"
    dtype: str = "float64"
    spread: float = 0.0

    def case(self, rng: Generator) -> Case:
        """Draw the weights and, if asked for, the norm of a Jacobian."""
        W = draw_weights(self.n, self.growth, self.shear, rng)
        inputs = self.spread * rng.standard_normal((self.n, self.distance))
        # Of tanh and of the sigmoid, times what makes the steepest one `slope`.
        slopes = self.slope / np.cosh(inputs) ** 2
        values: dict[str, Any] = {"W": W.astype(self.dtype), "slope": self.slope}
        values["distance"] = self.distance
        if self.kind != "ordinary":
            # The reference takes 1 - h² for the slope.
            jacobian = jacobian_product(W, np.sqrt(1 - slopes))
            reached = self.n == 1 and self.spread == 0
            values |= {"norm": float(np.linalg.norm(jacobian, 2)), "reached": reached}
        return Case(self.title, values, self.kind)


Shapes = Mapping[str, tuple[int, ...]]
NETWORK: Shapes = {"dU": (4, 3), "dW": (4, 4), "dba": (4, 1)}


@dataclass(frozen=True, kw_only=True)
class Limited:
    """Gradients, and a limit for each of their elements."""

    title: str
    limit: float
    shapes: Shapes = field(default_factory=lambda: NETWORK)
    scales: tuple[float, ...] = (1.0,)
    dtype: str = "float64"

    def case(self, rng: Generator) -> Case:
        """Draw the gradients, and the last digits of the limit."""
        grads = draw_arrays(self.shapes, self.scales, rng)
        values = {
            "grads": {name: grad.astype(self.dtype) for name, grad in grads.items()},
            "limit": round(self.limit * rng.uniform(0.95, 1.05), 6),
        }
        return Case(self.title, values)


@dataclass(frozen=True, kw_only=True)
class Shortened:
    """Gradients, and a limit for their norm.

    Parameters
    ----------
    share : the limit, as a share of the norm.
    scales : of the arrays, one after the other and again from the first; 0 for zeros.
    whole : the elements of each array instead. Where the norm of each array and that of all are
        whole numbers, every way of computing them gives exactly the same.
    spoilt : puts this into the array of that name.
    """

    title: str
    share: float
    shapes: Shapes = field(default_factory=lambda: NETWORK)
    scales: tuple[float, ...] = (1.0,)
    kind: str = "ordinary"
    dtype: str = "float64"
    whole: tuple[tuple[int, ...], ...] = ()
    spoilt: Mapping[str, float] = field(default_factory=dict)

    def case(self, rng: Generator) -> Case:
        """Draw the gradients."""
        # What float32 can hold stays exactly the same in a solution that computes in it.
        drawn = draw_arrays(self.shapes, self.scales, rng)
        grads = {name: grad.astype("float32").astype("float64") for name, grad in drawn.items()}
        if self.whole:
            grads = draw_whole(self.whole, rng)
        norm = global_norm(grads) or 1.0
        for name, value in self.spoilt.items():
            grads[name].flat[rng.integers(grads[name].size)] = value
        values = {
            "grads": {name: grad.astype(self.dtype) for name, grad in grads.items()},
            "max_norm": norm if self.share == 1 else round(self.share * norm, 6),
        }
        raises = "FloatingPointError" if self.kind == "refused" else ""
        return Case(self.title, values, self.kind, raises=raises)


@dataclass(frozen=True, kw_only=True)
class Step:
    """Parameters, their gradients and more, and how to make a step.

    Parameters
    ----------
    share : the limit of the norm, as a share of the norm of the parameters' gradients.
    extras : gradients that belong to no parameter, with their scale.
    spoilt : puts this into the gradient of that name.
    """

    title: str
    share: float
    lr: float
    shapes: Shapes = field(default_factory=lambda: {"U": (4, 3), "W": (4, 4), "ba": (4, 1)})
    scales: tuple[float, ...] = (1.0,)
    extras: Mapping[str, float] = field(default_factory=dict)
    kind: str = "ordinary"
    dtype: str = "float64"
    spoilt: Mapping[str, float] = field(default_factory=dict)

    def case(self, rng: Generator) -> Case:
        """Draw the parameters and the gradients, in an order that is not the parameters'."""
        parameters = draw_arrays(self.shapes, (1.0,), rng)
        own = {f"d{name}": shape for name, shape in self.shapes.items()}
        grads = draw_arrays(own, self.scales, rng)
        norm = global_norm(grads)
        more = dict.fromkeys(self.extras, (3, 2, 5))
        grads = draw_arrays(more, tuple(self.extras.values()), rng) | dict(reversed(grads.items()))
        for name, value in self.spoilt.items():
            grads[name].flat[rng.integers(grads[name].size)] = value
        values = {
            "parameters": {name: value.astype(self.dtype) for name, value in parameters.items()},
            "grads": {name: grad.astype(self.dtype) for name, grad in grads.items()},
            "lr": round(self.lr * rng.uniform(0.95, 1.05), 6),
            "max_norm": round(self.share * norm, 6),
        }
        raises = "FloatingPointError" if self.kind == "refused" else ""
        return Case(self.title, values, self.kind, raises=raises)


@dataclass(frozen=True, kw_only=True)
class Scaled:
    """A matrix to be given another spectral radius.

    Parameters
    ----------
    turning : the eigenvalues of the greatest magnitude are this, times (1 ± 2i)/√5.
    eigenvalues : real ones, of a matrix that is not symmetric.
    """

    title: str
    rho: float
    n: int = 0
    turning: float = 0.0
    eigenvalues: tuple[float, ...] = ()
    shear: float = 0.0
    symmetric: bool = False
    kind: str = "ordinary"
    dtype: str = "float64"
    raises: str = ""

    def case(self, rng: Generator) -> Case:
        """Draw the matrix."""
        W = self._matrix(rng).astype(self.dtype)
        rho = round(self.rho * rng.uniform(0.95, 1.05), 6)
        return Case(self.title, {"W": W, "rho": rho}, self.kind, raises=self.raises)

    def _matrix(self, rng: Generator) -> Array:
        if not (self.turning or self.eigenvalues):
            W = draw_weights(self.n, 1.3, self.shear, rng)
            return W + W.T if self.symmetric else W
        W = np.diag(self.eigenvalues)
        if self.turning:
            W = np.pad(W, (2, 0))
            W[:2, :2] = self.turning * np.array([[1, -2], [2, 1]]) / np.sqrt(5)
        if self.shear:
            return W + self.shear * np.triu(rng.uniform(0.5, 1.5, W.shape), 1)
        basis = np.eye(len(W)) + 0.3 * rng.uniform(-1, 1, W.shape) / len(W)
        return basis @ W @ np.linalg.inv(basis)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A number of rows, and seeds for the generators."""

    title: str
    n: int
    kind: str = "ordinary"
    draws: int = 1

    def case(self, rng: Generator) -> Case:
        """Draw the seeds."""
        return Case(self.title, {"n": self.n, "seeds": draw_seeds(self.draws, rng)}, self.kind)


Plan = (
    Symmetric
    | Multiplied
    | Iterated
    | Trials
    | Network
    | Bounded
    | Limited
    | Shortened
    | Step
    | Scaled
    | Drawn
)


def draw_seeds(draws: int, rng: Generator) -> list[int]:
    """Draw different seeds; of several the first comes once more at the end."""
    seeds = [int(seed) for seed in rng.choice(2**31, draws, replace=False)]
    return [*seeds, seeds[0]] if draws > 1 else seeds


def draw_weights(n: int, growth: float, shear: float, rng: Generator) -> Array:
    """Draw a matrix: Gaussian, or triangular with so large elements above the diagonal."""
    if not shear:
        return growth * rng.standard_normal((n, n)) / np.sqrt(n)
    diagonal = growth * rng.uniform(0.6, 1.0, n) * rng.choice([-1, 1], n)
    return np.diag(diagonal) + shear * np.triu(rng.uniform(0.5, 1.5, (n, n)), 1)


def draw_arrays(shapes: Shapes, scales: tuple[float, ...], rng: Generator) -> dict[str, Array]:
    """Draw Gaussian arrays of several scales."""
    return {
        name: scales[place % len(scales)] * rng.standard_normal(shape)
        for place, (name, shape) in enumerate(shapes.items())
    }


def draw_whole(whole: tuple[tuple[int, ...], ...], rng: Generator) -> dict[str, Array]:
    """Draw columns of these numbers in another order, with other signs and in another unit.

    The unit is a power of two, so that nothing is rounded, in float32 either.
    """
    unit = 2.0 ** rng.integers(-3, 4)
    return {
        f"d{name}": (unit * rng.permutation(numbers) * rng.choice([-1, 1], len(numbers)))[:, None]
        for name, numbers in zip("UWV", whole, strict=False)
    }


def global_norm(grads: Mapping[str, Array]) -> float:
    """Return the norm of all arrays together."""
    return float(np.sqrt(sum(np.sum(grad**2) for grad in grads.values())))
