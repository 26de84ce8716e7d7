"""Plans of the cases of bidirectional and stacked networks: what is fixed of each, what drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.authoring import Array, Case

Generator = np.random.Generator
WAYS = ("forward", "backward")
BIAS = 0.6  # large enough that a state which is no longer zero in the padding stands out
LARGE = 1000.0


@dataclass(frozen=True, kw_only=True)
class Bidirectional:
    """Sequences of several lengths, which are shuffled, and a layer for each direction.

    Parameters
    ----------
    m, n : inputs and hidden units of each direction.
    lengths : one for each sequence.
    T : steps of the array.
    gain : how far a layer reaches into the saturation of its tanh.
    filling : what stands in the padding of x and dh: "zeros", "NaN" or large "numbers".
    kind : which checks look at it.
    """

    title: str
    m: int
    n: int
    lengths: tuple[int, ...]
    T: int
    gain: float = 0.9
    filling: str = "zeros"
    kind: str = "ordinary"
    dtype: str = "float64"
    check_gradient: bool = False

    def case(self, rng: Generator) -> Case:
        """Draw the sequences, both layers and the gradient of all states."""
        lengths = rng.permutation(self.lengths)
        real = np.arange(self.T) < lengths[:, None]
        values = {
            "x": self._filled(rng.standard_normal((self.m, *real.shape)), real, rng),
            "lengths": lengths,
            "parameters": {
                way: draw_layer(rng, self.m, self.n, self.gain, self.dtype) for way in WAYS
            },
            "dh": self._filled(rng.standard_normal((2 * self.n, *real.shape)), real, rng),
        }
        return Case(self.title, values, self.kind, self.T, self.check_gradient)

    def _filled(self, sequences: Array, real: Array, rng: Generator) -> Array:
        padding: Mapping[str, float | Array] = {
            "zeros": 0.0,
            "NaN": np.nan,
            "numbers": LARGE * rng.standard_normal(sequences.shape),
        }
        return np.where(real, sequences, padding[self.filling]).astype(self.dtype)


@dataclass(frozen=True, kw_only=True)
class Stacked:
    """Sequences of one length, and recurrent layers on top of each other.

    Parameters
    ----------
    m : inputs of the lowest layer.
    widths : hidden units of each layer, the lowest first.
    N, T : sequences and steps.
    gain : how far the layers reach into the saturation of their tanh.
    """

    title: str
    m: int
    widths: tuple[int, ...]
    N: int
    T: int
    gain: float = 0.9
    dtype: str = "float64"
    check_gradient: bool = False

    def case(self, rng: Generator) -> Case:
        """Draw the sequences, all layers and the gradient of the top layer's states."""
        values = {
            "x": rng.standard_normal((self.m, self.N, self.T)).astype(self.dtype),
            "layers": [
                draw_layer(rng, below, n, self.gain, self.dtype)
                for below, n in pairwise((self.m, *self.widths))
            ],
            "dh": rng.standard_normal((self.widths[-1], self.N, self.T)).astype(self.dtype),
        }
        depth = self.T + len(self.widths) - 1
        return Case(self.title, values, depth=depth, check_gradient=self.check_gradient)


def draw_layer(rng: Generator, m: int, n: int, gain: float, dtype: str) -> dict[str, Array]:
    """Draw a recurrent layer with m inputs and n hidden units."""
    layer = {
        "U": gain * rng.standard_normal((n, m)) / np.sqrt(m),
        "W": gain * rng.standard_normal((n, n)) / np.sqrt(n),
        "ba": BIAS * rng.standard_normal((n, 1)),
    }
    return {name: value.astype(dtype) for name, value in layer.items()}


def real_steps(case: Case) -> Array:
    """Say of each sequence and step whether it is real, (N, T)."""
    real: Array = np.arange(case.x.shape[2]) < case.lengths[:, None]
    return real


def unfilled(case: Case, sequences: Array) -> Array:
    """Return sequences with zeros in the padding."""
    return np.where(real_steps(case), sequences, np.zeros_like(sequences))


def shape_of_states(case: Case) -> tuple[int, ...]:
    """Return the shape of both halves together."""
    n = sum(len(case.parameters[way]["W"]) for way in WAYS)
    return (n, *case.x.shape[1:])


def halves(case: Case, h: Array) -> dict[str, Any]:
    """Return both halves of the states, with zeros in the padding, by what code calls them."""
    upper, lower = np.split(unfilled(case, h), 2)
    return {"h[:n]": upper, "h[n:]": lower}
