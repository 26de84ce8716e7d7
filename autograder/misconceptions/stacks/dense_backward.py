"""Known mistakes in `dense_backward`."""

from __future__ import annotations

from typing import Any

from autograder.misconceptions.variant import misconception
from solutions.stacks import Array, Arrays, dense_backward, dense_forward


@misconception("dense_backward")
def what_the_readers_send_back_dropped(dz: Array, cache: Any) -> dict[str, Any]:
    """Features are read by all the layers above. What do these send back to them?"""
    layers: list[Arrays] = []
    for z, new, _ in reversed(cache):
        da = dz[len(z) : len(z) + len(new)] * (1 - new**2)
        layers = [{"dW": da @ z.T, "db": da.sum(axis=1, keepdims=True)}, *layers]
    return {"dx": dz[: len(cache[0][0])], "layers": layers}


@misconception("dense_backward")
def copies_dropped(dz: Array, cache: Any) -> dict[str, Any]:
    """Features are handed on unchanged, and read by a layer. Does your gradient count both?"""
    layers: list[Arrays] = []
    for z, new, p in reversed(cache):
        da = dz[len(z) :] * (1 - new**2)
        layers = [{"dW": da @ z.T, "db": da.sum(axis=1, keepdims=True)}, *layers]
        dz = p["W"].T @ da
    return {"dx": dz, "layers": layers}


@misconception("dense_backward")
def input_not_copied(dz: Array, cache: Any) -> dict[str, Any]:
    """The input is among the features of the output. Does its gradient know that?"""
    n, gradients = len(cache[0][0]), dense_backward(dz, cache)
    return {**gradients, "dx": gradients["dx"] - dz[:n]}


@misconception("dense_backward")
def lowest_layer_first(dz: Array, cache: Any) -> dict[str, Any]:
    """The gradient of a layer's features must be complete before you go through its tanh. Which
    layers must have been visited before?
    """
    layers: list[Arrays] = []
    dz = dz.copy()
    for z, new, p in cache:
        da = dz[len(z) : len(z) + len(new)] * (1 - new**2)
        layers.append({"dW": da @ z.T, "db": da.sum(axis=1, keepdims=True)})
        dz[: len(z)] += p["W"].T @ da
        dx = dz[: len(cache[0][0])]
    return {"dx": dx, "layers": layers}


@misconception("dense_backward")
def from_the_next_layer_only(dz: Array, cache: Any) -> dict[str, Any]:
    """All higher layers read a feature, not the next one alone. Whose gradients do you add up?"""
    layers: list[Arrays] = []
    given, arrives = dz, dz
    for z, new, p in reversed(cache):
        da = arrives[len(z) : len(z) + len(new)] * (1 - new**2)
        layers = [{"dW": da @ z.T, "db": da.sum(axis=1, keepdims=True)}, *layers]
        arrives = given[: len(z)] + p["W"].T @ da
    return {"dx": arrives, "layers": layers}


@misconception("dense_backward")
def rows_from_the_wrong_end(dz: Array, cache: Any) -> dict[str, Any]:
    """In which rows do the features of the top layer stand: the first or the last?"""
    layers: list[Arrays] = []
    for z, new, p in reversed(cache):
        da = dz[: len(new)] * (1 - new**2)
        layers = [{"dW": da @ z.T, "db": da.sum(axis=1, keepdims=True)}, *layers]
        dz = dz[len(new) :] + p["W"].T @ da
    return {"dx": dz, "layers": layers}


@misconception("dense_backward")
def slope_missing(dz: Array, cache: Any) -> dict[str, Any]:
    """Between new features and their pre-activation lies tanh. What does it do to the gradient?"""
    return dense_backward(dz, [(z, 0 * new, p) for z, new, p in cache])


@misconception("dense_backward")
def slope_not_squared(dz: Array, cache: Any) -> dict[str, Any]:
    """Look again at the derivative of tanh, written in terms of its value."""
    layers: list[Arrays] = []
    for z, new, p in reversed(cache):
        da = dz[len(z) :] * (1 - new)
        layers = [{"dW": da @ z.T, "db": da.sum(axis=1, keepdims=True)}, *layers]
        dz = dz[: len(z)] + p["W"].T @ da
    return {"dx": dz, "layers": layers}


@misconception("dense_backward")
def bias_not_summed_over_the_batch(dz: Array, cache: Any) -> dict[str, Any]:
    """One bias serves every example of the batch. How do their gradients come together?"""
    layers: list[Arrays] = []
    for z, new, p in reversed(cache):
        da = dz[len(z) :] * (1 - new**2)
        layers = [{"dW": da @ z.T, "db": da}, *layers]
        dz = dz[: len(z)] + p["W"].T @ da
    return {"dx": dz, "layers": layers}


@misconception("dense_backward")
def averaged_over_the_batch(dz: Array, cache: Any) -> dict[str, Any]:
    """`dz` holds each example's share of the loss already: is there anything to average?"""
    gradients, batch = dense_backward(dz, cache), dz.shape[1]
    layers = [{name: part / batch for name, part in p.items()} for p in gradients["layers"]]
    return {**gradients, "layers": layers}


@misconception("dense_backward")
def highest_layer_first(dz: Array, cache: Any) -> dict[str, Any]:
    """You visit the layers from the top. In which order is the list wanted?"""
    gradients = dense_backward(dz, cache)
    return {**gradients, "layers": gradients["layers"][::-1]}


@misconception("dense_backward")
def gradients_of_all_features(dz: Array, cache: Any) -> dict[str, Any]:
    """`dx` belongs to the input alone. How many rows has that?"""
    gradients, whole = dense_backward(dz, cache), dz.copy()
    for z, new, p in reversed(cache):
        da = whole[len(z) : len(z) + len(new)] * (1 - new**2)
        whole[: len(z)] += p["W"].T @ da
    return {**gradients, "dx": whole}


@misconception("dense_forward", shows_in="dense_backward")
def every_feature_in_the_cache_is_the_last(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """Your features are right. But whose does the cache of a lower layer hold for the slope of
    tanh: its own, or the top layer's?
    """
    z, cache = dense_forward(x, layers)
    return z, [(before, cache[-1][1], p) for before, _, p in cache]
