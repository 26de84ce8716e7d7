"""The backwards of `graphs`."""

from __future__ import annotations

from typing import Any

import numpy as np

from solutions.graphs import Array, Graph, deep_forward, forward
from tests.graders.differences.numerical import Arrays, numerical


def bprop(op: str, parent_values: list[Array], value: Array, upstream: Array) -> tuple[Array, ...]:
    names = [f"parent {number}" for number in range(len(parent_values))]
    graph: Graph = dict.fromkeys(names, ("input", ()))
    graph["value"] = (op, tuple(names))

    def objective(given: Arrays) -> float:
        return float(np.sum(upstream * forward(graph, given)["value"]))

    slopes = numerical(objective, dict(zip(names, parent_values, strict=True)))
    return tuple(slopes[name] for name in names)


def restarted(graph: Graph, values: Arrays, wrt: list[str], output: str) -> tuple[Graph, Arrays]:
    """Make inputs of the nodes in `wrt`, and leave out all that the output does not need."""
    needed: Graph = {}
    waiting = [*wrt, output]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed[name] = ("input", ()) if name in wrt else graph[name]
            waiting.extend(needed[name][1])
    return needed, {name: values[name] for name, (op, _) in needed.items() if op == "input"}


def backward(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    needed, inputs = restarted(graph, values, wrt, output)

    def objective(given: Arrays) -> float:
        return float(np.sum(forward(needed, {**inputs, **given})[output]))

    return numerical(objective, {name: values[name] for name in wrt})


def jacobian(graph: Graph, values: Arrays, output: str, wrt: str) -> Array:
    needed, inputs = restarted(graph, values, [wrt], output)

    def column(moved: Array) -> Array:
        return np.ravel(forward(needed, {**inputs, wrt: moved})[output])

    step, columns = 1e-5, []
    moved = np.array(values[wrt], dtype=float)
    for place in np.ndindex(moved.shape):
        before = moved[place]
        moved[place] = before + step
        above = column(moved)
        moved[place] = before - step
        columns.append((above - column(moved)) / (2 * step))
        moved[place] = before
    return np.stack(columns, axis=1)


def linear_backward(x: Array, W: Array, dz: Array) -> Arrays:
    def objective(given: Arrays) -> float:
        return float(np.sum(dz * (given["dW"] @ given["dx"])))

    return numerical(objective, {"dx": x, "dW": W})


def elementwise_backward(name: str, x: Array, dz: Array) -> Array:
    functions = {
        "relu": lambda x: np.maximum(x, 0),
        "tanh": np.tanh,
        "sigmoid": lambda x: (1 + np.tanh(x / 2)) / 2,
    }

    def objective(given: Arrays) -> float:
        return float(np.sum(dz * functions[name](given["dx"])))

    if name not in functions:
        raise ValueError(f"there is no function {name}")
    return numerical(objective, {"dx": x})["dx"]


def softmax_cross_entropy(logits: Array, labels: Array) -> tuple[float, Array]:
    def objective(given: Arrays) -> float:
        shifted = given["dlogits"] - given["dlogits"].max(axis=0)
        right = shifted[labels, np.arange(len(labels))]
        return float((np.log(np.exp(shifted).sum(axis=0)) - right).mean())

    return objective({"dlogits": logits}), numerical(objective, {"dlogits": logits})["dlogits"]


def deep_backward(cache: Any, labels: Array, weight_decay: float) -> tuple[float, Arrays]:
    layer_inputs, _, weights, biases, activations = cache
    layers = range(1, len(weights) + 1)

    def objective(given: Arrays) -> float:
        changed = [given[f"dW{layer}"] for layer in layers]
        shifts = [given[f"db{layer}"] for layer in layers] if biases else None
        predictions, _ = deep_forward(layer_inputs[0], changed, shifts, activations)
        right = predictions[labels, np.arange(len(labels))]
        decay = weight_decay * sum(np.sum(W**2) for W in changed)
        return float(-np.log(right).mean() + decay)

    given = {f"dW{layer}": W for layer, W in enumerate(weights, 1)}
    given |= {f"db{layer}": b for layer, b in enumerate(biases or [], 1)}
    return objective(given), numerical(objective, given)
