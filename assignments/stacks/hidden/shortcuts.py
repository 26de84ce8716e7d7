"""Plans of the cases of residual, dense and highway stacks, and of random stacks to be measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.authoring import Array, Case, Seed

Generator = np.random.Generator
KINDS = ("plain", "residual", "highway")


@dataclass(frozen=True, kw_only=True)
class Shortcut:
    """A batch, and layers that all have the same shape.

    Parameters
    ----------
    n, N : features of the input, and examples.
    L : layers.
    gain : how far the layers reach into the saturation of their tanh.
    """

    title: str
    n: int
    N: int
    L: int
    gain: float = 0.8
    dtype: str = "float64"
    check_gradient: bool = False

    def case(self, rng: Generator) -> Case:
        """Draw the input, all layers and the gradient of the output."""
        layers = [self._layer(rng, number) for number in range(self.L)]
        values: dict[str, Any] = {"x": self._normal(rng, self.n, self.N), "layers": layers}
        values |= self._upstream(rng)
        return Case(self.title, values, depth=self.L, check_gradient=self.check_gradient)

    def _layer(self, rng: Generator, number: int) -> dict[str, Array]:
        return self._map(rng, self.n, self.n)

    def _map(self, rng: Generator, rows: int, columns: int, mark: str = "") -> dict[str, Array]:
        """Draw a matrix and a bias, whose names end in a mark."""
        W = self.gain * rng.standard_normal((rows, columns)) / np.sqrt(columns)
        return {f"W{mark}": W.astype(self.dtype), f"b{mark}": 0.5 * self._normal(rng, rows, 1)}

    def _upstream(self, rng: Generator) -> dict[str, Array]:
        return {"dy": self._normal(rng, self.n, self.N)}

    def _normal(self, rng: Generator, *shape: int) -> Array:
        return rng.standard_normal(shape).astype(self.dtype)


@dataclass(frozen=True, kw_only=True)
class Dense(Shortcut):
    """Layers that each append `k` features to all those that they read."""

    k: int

    def _layer(self, rng: Generator, number: int) -> dict[str, Array]:
        return self._map(rng, self.k, self.n + number * self.k)

    def _upstream(self, rng: Generator) -> dict[str, Array]:
        return {"dz": self._normal(rng, self.n + self.L * self.k, self.N)}


@dataclass(frozen=True, kw_only=True)
class Highway(Shortcut):
    """Layers with gates, each of which is open by about one half."""

    def _layer(self, rng: Generator, number: int) -> dict[str, Array]:
        return {**self._map(rng, self.n, self.n), **self._map(rng, self.n, self.n, "g")}


@dataclass(frozen=True, kw_only=True)
class Saturated(Highway):
    """Layers whose gates are as far open or shut as `bg` says, row by row.

    Parameters
    ----------
    bg : of all layers.
    size : factor of the input, which may drive the gates into saturation, too.
    """

    bg: tuple[float, ...]
    size: float = 1.0

    def case(self, rng: Generator) -> Case:
        """Draw the input and all layers."""
        column = np.array(self.bg, self.dtype)[:, None]
        layers = [{**self._layer(rng, number), "bg": column} for number in range(self.L)]
        x = (self.size * rng.standard_normal((self.n, self.N))).astype(self.dtype)
        return Case(self.title, {"x": x, "layers": layers}, "saturated", self.L)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """How many layers of which kind, and how many generators to try, the first once more at last.

    The numbers have names of their own: `case.depth` and `case.kind` belong to the case.
    """

    title: str
    shortcut: str
    count: int
    draws: int = 1

    def case(self, rng: Generator) -> Case:
        """Draw different seeds."""
        seeds = [Seed(int(number)) for number in rng.choice(2**31, self.draws, replace=False)]
        if self.draws > 1:
            seeds.append(seeds[0])
        return Case(self.title, {"shortcut": self.shortcut, "count": self.count, "seeds": seeds})


@dataclass(frozen=True, kw_only=True)
class Refused(Measured):
    """A kind that there is not."""

    count: int = 3

    def case(self, rng: Generator) -> Case:
        """Draw a seed."""
        values = super().case(rng).values
        return Case(self.title, values, "refused", raises="ValueError", naming=self.shortcut)
