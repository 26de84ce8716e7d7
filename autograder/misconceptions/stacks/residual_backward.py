"""Known mistakes in `residual_backward`."""

from __future__ import annotations

from typing import Any

from autograder.misconceptions.variant import misconception
from solutions.stacks import Array, Arrays, residual_backward, residual_forward


@misconception("residual_backward")
def shortcut_dropped(dy: Array, cache: Any) -> dict[str, Any]:
    """The input of a layer is used twice. Which of its two gradients is missing?"""
    layers: list[Arrays] = []
    for x, added, p in reversed(cache):
        da = dy * (1 - added**2)
        layers = [{"dW": da @ x.T, "db": da.sum(axis=1, keepdims=True)}, *layers]
        dy = p["W"].T @ da
    return {"dx": dy, "layers": layers}


@misconception("residual_backward")
def shortcut_only(dy: Array, cache: Any) -> dict[str, Any]:
    """The gradient takes the shortcut. Does none of it come back through the layers?"""
    layers: list[Arrays] = []
    for x, added, _ in reversed(cache):
        da = dy * (1 - added**2)
        layers = [{"dW": da @ x.T, "db": da.sum(axis=1, keepdims=True)}, *layers]
    return {"dx": dy, "layers": layers}


@misconception("residual_backward")
def one_shortcut_around_everything(dy: Array, cache: Any) -> dict[str, Any]:
    """A shortcut leads around each layer, not around all of them at once. How often do you add?"""
    layers: list[Arrays] = []
    dx = dy
    for x, added, p in reversed(cache):
        da = dx * (1 - added**2)
        layers = [{"dW": da @ x.T, "db": da.sum(axis=1, keepdims=True)}, *layers]
        dx = p["W"].T @ da
    return {"dx": dy + dx, "layers": layers}


@misconception("residual_backward")
def gradient_of_the_top_added_in_every_layer(dy: Array, cache: Any) -> dict[str, Any]:
    """The shortcut of a layer hands on what arrived at its own output. What do you add?"""
    layers: list[Arrays] = []
    dx = dy
    for x, added, p in reversed(cache):
        da = dx * (1 - added**2)
        layers = [{"dW": da @ x.T, "db": da.sum(axis=1, keepdims=True)}, *layers]
        dx = dy + p["W"].T @ da
    return {"dx": dx, "layers": layers}


@misconception("residual_backward")
def slope_on_the_shortcut_too(dy: Array, cache: Any) -> dict[str, Any]:
    """The shortcut leads around the tanh. What does its gradient meet?"""
    layers: list[Arrays] = []
    for x, added, p in reversed(cache):
        da = dy * (1 - added**2)
        layers = [{"dW": da @ x.T, "db": da.sum(axis=1, keepdims=True)}, *layers]
        dy = da + p["W"].T @ da
    return {"dx": dy, "layers": layers}


@misconception("residual_backward")
def slope_at_the_output(dy: Array, cache: Any) -> dict[str, Any]:
    """The slope of tanh is written in terms of what tanh returned. Is that the layer's output?"""
    return residual_backward(dy, [(x, x + added, p) for x, added, p in cache])


@misconception("residual_backward")
def slope_missing(dy: Array, cache: Any) -> dict[str, Any]:
    """Between what a layer adds and its pre-activation lies tanh. What does it do to the
    gradient?
    """
    return residual_backward(dy, [(x, 0 * added, p) for x, added, p in cache])


@misconception("residual_backward")
def slope_not_squared(dy: Array, cache: Any) -> dict[str, Any]:
    """Look again at the derivative of tanh, written in terms of its value."""
    layers: list[Arrays] = []
    for x, added, p in reversed(cache):
        da = dy * (1 - added)
        layers = [{"dW": da @ x.T, "db": da.sum(axis=1, keepdims=True)}, *layers]
        dy = dy + p["W"].T @ da
    return {"dx": dy, "layers": layers}


@misconception("residual_backward")
def output_in_the_weight_gradient(dy: Array, cache: Any) -> dict[str, Any]:
    """What did W multiply: the input of the layer, or its output?"""
    return residual_backward(dy, [(x + added, added, p) for x, added, p in cache])


@misconception("residual_backward")
def input_of_the_stack_in_every_weight_gradient(dy: Array, cache: Any) -> dict[str, Any]:
    """Each layer's weights multiplied that layer's own input. Whose do you use?"""
    return residual_backward(dy, [(cache[0][0], added, p) for _, added, p in cache])


@misconception("residual_backward")
def weights_not_transposed(dy: Array, cache: Any) -> dict[str, Any]:
    """Going back through `W @ x`, the shapes fit both ways for a square W. Do the indices?"""
    return residual_backward(dy, [(x, added, {**p, "W": p["W"].T}) for x, added, p in cache])


@misconception("residual_backward")
def bias_not_summed_over_the_batch(dy: Array, cache: Any) -> dict[str, Any]:
    """One bias serves every example of the batch. How do their gradients come together?"""
    layers: list[Arrays] = []
    for x, added, p in reversed(cache):
        da = dy * (1 - added**2)
        layers = [{"dW": da @ x.T, "db": da}, *layers]
        dy = dy + p["W"].T @ da
    return {"dx": dy, "layers": layers}


@misconception("residual_backward")
def averaged_over_the_batch(dy: Array, cache: Any) -> dict[str, Any]:
    """`dy` holds each example's share of the loss already: is there anything to average?"""
    gradients, batch = residual_backward(dy, cache), dy.shape[1]
    layers = [{name: part / batch for name, part in p.items()} for p in gradients["layers"]]
    return {**gradients, "layers": layers}


@misconception("residual_backward")
def highest_layer_first(dy: Array, cache: Any) -> dict[str, Any]:
    """You visit the layers from the top. In which order is the list wanted?"""
    gradients = residual_backward(dy, cache)
    return {**gradients, "layers": gradients["layers"][::-1]}


@misconception("residual_forward", shows_in="residual_backward")
def input_overwritten_in_the_cache(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """`x += ...` changes an array that your cache still points to. Which x does the cache of a
    lower layer hold in the end?
    """
    y, cache = residual_forward(x, layers)
    return y, [(y, added, p) for _, added, p in cache]
