"""Known mistakes in `highway_backward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.stacks import Array, Arrays, highway_backward, highway_forward


@misconception("highway_backward")
def shortcut_dropped(dy: Array, cache: Any) -> dict[str, Any]:
    """The input reaches the output directly, too. Which of its gradients is missing?"""
    layers: list[Arrays] = []
    for x, new, gate, p in reversed(cache):
        da = dy * gate * (1 - new**2)
        dg = dy * (new - x) * gate * (1 - gate)
        layer = {"dW": da @ x.T, "db": da.sum(axis=1, keepdims=True)}
        layer |= {"dWg": dg @ x.T, "dbg": dg.sum(axis=1, keepdims=True)}
        layers, dy = [layer, *layers], p["W"].T @ da + p["Wg"].T @ dg
    return {"dx": dy, "layers": layers}


@misconception("highway_backward")
def path_through_the_gate_dropped(dy: Array, cache: Any) -> dict[str, Any]:
    """The gate reads the input as well. Does a gradient come back from there?"""
    layers: list[Arrays] = []
    for x, new, gate, p in reversed(cache):
        da = dy * gate * (1 - new**2)
        dg = dy * (new - x) * gate * (1 - gate)
        layer = {"dW": da @ x.T, "db": da.sum(axis=1, keepdims=True)}
        layer |= {"dWg": dg @ x.T, "dbg": dg.sum(axis=1, keepdims=True)}
        layers, dy = [layer, *layers], dy * (1 - gate) + p["W"].T @ da
    return {"dx": dy, "layers": layers}


@misconception("highway_backward")
def path_through_the_layer_dropped(dy: Array, cache: Any) -> dict[str, Any]:
    """In how many places is the input used? Count the arrows that leave it."""
    layers: list[Arrays] = []
    for x, new, gate, p in reversed(cache):
        da = dy * gate * (1 - new**2)
        dg = dy * (new - x) * gate * (1 - gate)
        layer = {"dW": da @ x.T, "db": da.sum(axis=1, keepdims=True)}
        layer |= {"dWg": dg @ x.T, "dbg": dg.sum(axis=1, keepdims=True)}
        layers, dy = [layer, *layers], dy * (1 - gate) + p["Wg"].T @ dg
    return {"dx": dy, "layers": layers}


@misconception("highway_backward")
def shortcut_only(dy: Array, cache: Any) -> dict[str, Any]:
    """The gradient takes the shortcut. Does none of it come back through the layers?"""
    layers: list[Arrays] = []
    for x, new, gate, _ in reversed(cache):
        da = dy * gate * (1 - new**2)
        dg = dy * (new - x) * gate * (1 - gate)
        layer = {"dW": da @ x.T, "db": da.sum(axis=1, keepdims=True)}
        layer |= {"dWg": dg @ x.T, "dbg": dg.sum(axis=1, keepdims=True)}
        layers, dy = [layer, *layers], dy * (1 - gate)
    return {"dx": dy, "layers": layers}


@misconception("highway_backward")
def shortcut_handed_on_in_full(dy: Array, cache: Any) -> dict[str, Any]:
    """How much of the input does the output contain? So how much of the gradient comes back that
    way?
    """
    layers: list[Arrays] = []
    for x, new, gate, p in reversed(cache):
        da = dy * gate * (1 - new**2)
        dg = dy * (new - x) * gate * (1 - gate)
        layer = {"dW": da @ x.T, "db": da.sum(axis=1, keepdims=True)}
        layer |= {"dWg": dg @ x.T, "dbg": dg.sum(axis=1, keepdims=True)}
        layers, dy = [layer, *layers], dy + p["W"].T @ da + p["Wg"].T @ dg
    return {"dx": dy, "layers": layers}


@misconception("highway_backward")
def shares_exchanged(dy: Array, cache: Any) -> dict[str, Any]:
    """Which of the two is multiplied by g on the way forward, the new or the input?"""
    layers: list[Arrays] = []
    for x, new, gate, p in reversed(cache):
        da = dy * (1 - gate) * (1 - new**2)
        dg = dy * (new - x) * gate * (1 - gate)
        layer = {"dW": da @ x.T, "db": da.sum(axis=1, keepdims=True)}
        layer |= {"dWg": dg @ x.T, "dbg": dg.sum(axis=1, keepdims=True)}
        layers, dy = [layer, *layers], dy * gate + p["W"].T @ da + p["Wg"].T @ dg
    return {"dx": dy, "layers": layers}


@misconception("highway_backward")
def gate_weighs_the_new_only(dy: Array, cache: Any) -> dict[str, Any]:
    """The gate occurs twice in the output. With what is it multiplied, and with which sign?"""
    layers: list[Arrays] = []
    for x, new, gate, p in reversed(cache):
        da = dy * gate * (1 - new**2)
        dg = dy * new * gate * (1 - gate)
        layer = {"dW": da @ x.T, "db": da.sum(axis=1, keepdims=True)}
        layer |= {"dWg": dg @ x.T, "dbg": dg.sum(axis=1, keepdims=True)}
        layers = [layer, *layers]
        dy = dy * (1 - gate) + p["W"].T @ da + p["Wg"].T @ dg
    return {"dx": dy, "layers": layers}


@misconception("highway_backward")
def gate_adds_where_it_subtracts(dy: Array, cache: Any) -> dict[str, Any]:
    """If the gate opens a little, does the share of the input grow or shrink?"""
    layers: list[Arrays] = []
    for x, new, gate, p in reversed(cache):
        da = dy * gate * (1 - new**2)
        dg = dy * (new + x) * gate * (1 - gate)
        layer = {"dW": da @ x.T, "db": da.sum(axis=1, keepdims=True)}
        layer |= {"dWg": dg @ x.T, "dbg": dg.sum(axis=1, keepdims=True)}
        layers = [layer, *layers]
        dy = dy * (1 - gate) + p["W"].T @ da + p["Wg"].T @ dg
    return {"dx": dy, "layers": layers}


@misconception("highway_backward")
def sign_of_the_gate(dy: Array, cache: Any) -> dict[str, Any]:
    """If the new is larger than the input and the gate opens, does the output grow or shrink?"""
    layers: list[Arrays] = []
    for x, new, gate, p in reversed(cache):
        da = dy * gate * (1 - new**2)
        dg = dy * (x - new) * gate * (1 - gate)
        layer = {"dW": da @ x.T, "db": da.sum(axis=1, keepdims=True)}
        layer |= {"dWg": dg @ x.T, "dbg": dg.sum(axis=1, keepdims=True)}
        layers = [layer, *layers]
        dy = dy * (1 - gate) + p["W"].T @ da + p["Wg"].T @ dg
    return {"dx": dy, "layers": layers}


@misconception("highway_backward")
def sigmoid_slope_missing(dy: Array, cache: Any) -> dict[str, Any]:
    """Between a gate and its pre-activation lies the sigmoid. What does it do to the gradient?"""
    layers: list[Arrays] = []
    for x, new, gate, p in reversed(cache):
        da = dy * gate * (1 - new**2)
        dg = dy * (new - x)
        layer = {"dW": da @ x.T, "db": da.sum(axis=1, keepdims=True)}
        layer |= {"dWg": dg @ x.T, "dbg": dg.sum(axis=1, keepdims=True)}
        layers = [layer, *layers]
        dy = dy * (1 - gate) + p["W"].T @ da + p["Wg"].T @ dg
    return {"dx": dy, "layers": layers}


@misconception("highway_backward")
def sigmoid_of_the_gate_itself(dy: Array, cache: Any) -> dict[str, Any]:
    """The gate has been through the sigmoid already. Do you apply it once more for the slope?"""
    layers: list[Arrays] = []
    for x, new, gate, p in reversed(cache):
        again = 1 / (1 + np.exp(-gate))
        da = dy * gate * (1 - new**2)
        dg = dy * (new - x) * again * (1 - again)
        layer = {"dW": da @ x.T, "db": da.sum(axis=1, keepdims=True)}
        layer |= {"dWg": dg @ x.T, "dbg": dg.sum(axis=1, keepdims=True)}
        layers = [layer, *layers]
        dy = dy * (1 - gate) + p["W"].T @ da + p["Wg"].T @ dg
    return {"dx": dy, "layers": layers}


@misconception("highway_backward")
def slope_of_tanh_for_the_gate(dy: Array, cache: Any) -> dict[str, Any]:
    """Which activation made the gate, and what is its slope in terms of its result?"""
    layers: list[Arrays] = []
    for x, new, gate, p in reversed(cache):
        da = dy * gate * (1 - new**2)
        dg = dy * (new - x) * (1 - gate**2)
        layer = {"dW": da @ x.T, "db": da.sum(axis=1, keepdims=True)}
        layer |= {"dWg": dg @ x.T, "dbg": dg.sum(axis=1, keepdims=True)}
        layers = [layer, *layers]
        dy = dy * (1 - gate) + p["W"].T @ da + p["Wg"].T @ dg
    return {"dx": dy, "layers": layers}


@misconception("highway_backward")
def tanh_slope_missing(dy: Array, cache: Any) -> dict[str, Any]:
    """Between the new and its pre-activation lies tanh. What does it do to the gradient?"""
    layers: list[Arrays] = []
    for x, new, gate, p in reversed(cache):
        da = dy * gate
        dg = dy * (new - x) * gate * (1 - gate)
        layer = {"dW": da @ x.T, "db": da.sum(axis=1, keepdims=True)}
        layer |= {"dWg": dg @ x.T, "dbg": dg.sum(axis=1, keepdims=True)}
        layers = [layer, *layers]
        dy = dy * (1 - gate) + p["W"].T @ da + p["Wg"].T @ dg
    return {"dx": dy, "layers": layers}


@misconception("highway_backward")
def gate_missing_before_the_new(dy: Array, cache: Any) -> dict[str, Any]:
    """Only a share of the new gets into the output. Which share of the gradient comes back?"""
    layers: list[Arrays] = []
    for x, new, gate, p in reversed(cache):
        da = dy * (1 - new**2)
        dg = dy * (new - x) * gate * (1 - gate)
        layer = {"dW": da @ x.T, "db": da.sum(axis=1, keepdims=True)}
        layer |= {"dWg": dg @ x.T, "dbg": dg.sum(axis=1, keepdims=True)}
        layers = [layer, *layers]
        dy = dy * (1 - gate) + p["W"].T @ da + p["Wg"].T @ dg
    return {"dx": dy, "layers": layers}


@misconception("highway_backward")
def output_in_the_weight_gradients(dy: Array, cache: Any) -> dict[str, Any]:
    """What did the weights multiply: the input of the layer, or its output?"""
    layers: list[Arrays] = []
    for x, new, gate, p in reversed(cache):
        y = gate * new + (1 - gate) * x
        da = dy * gate * (1 - new**2)
        dg = dy * (new - x) * gate * (1 - gate)
        layer = {"dW": da @ y.T, "db": da.sum(axis=1, keepdims=True)}
        layer |= {"dWg": dg @ y.T, "dbg": dg.sum(axis=1, keepdims=True)}
        layers = [layer, *layers]
        dy = dy * (1 - gate) + p["W"].T @ da + p["Wg"].T @ dg
    return {"dx": dy, "layers": layers}


@misconception("highway_backward")
def weights_not_transposed(dy: Array, cache: Any) -> dict[str, Any]:
    """Going back through `W @ x`, the shapes fit both ways for a square W. Do the indices?"""
    return highway_backward(
        dy,
        [(x, new, gate, {"W": p["W"].T, "Wg": p["Wg"].T}) for x, new, gate, p in cache],
    )


@misconception("highway_backward")
def biases_not_summed_over_the_batch(dy: Array, cache: Any) -> dict[str, Any]:
    """One bias serves every example of the batch. How do their gradients come together?"""
    layers: list[Arrays] = []
    for x, new, gate, p in reversed(cache):
        da = dy * gate * (1 - new**2)
        dg = dy * (new - x) * gate * (1 - gate)
        layers = [{"dW": da @ x.T, "db": da, "dWg": dg @ x.T, "dbg": dg}, *layers]
        dy = dy * (1 - gate) + p["W"].T @ da + p["Wg"].T @ dg
    return {"dx": dy, "layers": layers}


@misconception("highway_backward")
def highest_layer_first(dy: Array, cache: Any) -> dict[str, Any]:
    """You visit the layers from the top. In which order is the list wanted?"""
    gradients = highway_backward(dy, cache)
    return {**gradients, "layers": gradients["layers"][::-1]}


@misconception("highway_forward", shows_in="highway_backward")
def every_gate_in_the_cache_is_the_last(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """Your outputs are right. But whose gate does the cache of a lower layer hold: its own, or the
    top layer's?
    """
    y, cache = highway_forward(x, layers)
    return y, [(below, new, cache[-1][2], p) for below, new, _, p in cache]
