"""Networks of several layers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.authoring import Array, Case, Random


@dataclass(frozen=True)
class Layers:
    """The sizes of a network, from the inputs to the classes, and its activations."""

    title: str
    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    N: int
    biases: bool = True
    dtype: str = "float64"


NETWORKS = (
    Layers("one hidden layer", (3, 5, 4), ("tanh",), 6),
    Layers("two hidden layers", (4, 6, 3, 5), ("sigmoid", "tanh"), 7),
    Layers("no hidden layer", (4, 3), (), 5),
    Layers("a batch of one", (3, 4, 6), ("sigmoid",), 1),
    Layers("three hidden layers", (5, 4, 6, 3, 4), ("tanh", "relu", "sigmoid"), 3),
    Layers("float32", (4, 3, 5), ("tanh",), 6, dtype="float32"),
    Layers("a large batch", (3, 7, 4), ("relu",), 40),
    Layers("narrow layers", (6, 1, 3), ("tanh",), 4),
)
WITHOUT_BIASES = (
    Layers("one hidden layer of relu without biases", (4, 6, 3), ("relu",), 5, biases=False),
    Layers("two hidden layers without biases", (3, 5, 4, 6), ("tanh", "relu"), 7, biases=False),
)


def network_values(network: Layers, rng: np.random.Generator, decay: float = 0.0) -> dict[str, Any]:
    """Draw the weights and data of a network."""

    def normal(*shape: int) -> Array:
        return rng.normal(size=shape).astype(network.dtype)

    pairs = list(zip(network.sizes[1:], network.sizes, strict=False))
    return {
        "x": normal(network.sizes[0], network.N),
        "weights": [normal(rows, columns) / np.sqrt(columns) for rows, columns in pairs],
        "biases": [normal(rows, 1) for rows, _ in pairs] if network.biases else None,
        "activations": list(network.activations),
        "labels": rng.integers(0, network.sizes[-1], network.N),
        "weight_decay": decay,
    }


def draw_deep_forwards(random: Random) -> Iterator[Case]:
    for network in NETWORKS:
        yield Case(network.title, network_values(network, random(network.title)))
    for network in WITHOUT_BIASES:
        yield Case(network.title, network_values(network, random(network.title)), kind="plain")
    large = network_values(NETWORKS[0], random("large"))
    large["x"] = 2000 * large["x"]
    large["activations"] = ["relu"]
    yield Case("logits of thousands", large, kind="plain")
    unknown = {**network_values(NETWORKS[0], random("unknown")), "activations": ["swirl"]}
    yield Case(
        "an unknown activation", unknown, kind="refused", raises="ValueError", naming="swirl"
    )


def draw_deep_backwards(random: Random) -> Iterator[Case]:
    for network in (*NETWORKS, *WITHOUT_BIASES):
        values = network_values(network, random(network.title))
        yield Case(network.title, values, check_gradient=network is NETWORKS[1])
    for network in (*NETWORKS[:3], *WITHOUT_BIASES):
        title = f"{network.title}, with weight decay"
        values = network_values(network, random(title), decay=0.3)
        yield Case(title, values, kind="decayed", check_gradient=network is NETWORKS[0])
