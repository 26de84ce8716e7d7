"""Known mistakes in `stacked_backward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.stacks import Array, Arrays, stacked_backward, stacked_forward


@misconception("stacked_backward")
def nothing_goes_down(dh: Array, cache: Any) -> dict[str, Any]:
    """The lower layers get no gradient. How do their states reach the loss?"""
    top = stacked_backward(dh, cache[-1:])
    rest = stacked_backward(0 * top["dx"], cache[:-1]) if cache[:-1] else {**top, "layers": []}
    return {"dx": rest["dx"], "layers": rest["layers"] + top["layers"]}


@misconception("stacked_backward")
def only_the_last_step_goes_down(dh: Array, cache: Any) -> dict[str, Any]:
    """A layer is read by the one above at every step. How many of these gradients go down?"""
    gradients: list[Any] = []
    for number in reversed(range(len(cache))):
        layer = stacked_backward(dh, cache[number : number + 1])
        gradients = layer["layers"] + gradients
        dh = layer["dx"].copy()
        if number > 0:
            dh[:, :, :-1] = 0
    return {"dx": dh, "layers": gradients}


@misconception("stacked_backward")
def nothing_carried_through_time(dh: Array, cache: Any) -> dict[str, Any]:
    """A state is read by the layer above, and by the next step. Does your gradient count both?"""
    gradients = []
    for below, h, p in reversed(cache):
        da = dh * (1 - h**2)
        before = np.concatenate([0 * h[:, :, :1], h[:, :, :-1]], axis=2)
        gradients.append(
            {
                "dU": np.einsum("nbt,mbt->nm", da, below),
                "dW": np.einsum("nbt,mbt->nm", da, before),
                "dba": da.sum(axis=(1, 2))[:, None],
            }
        )
        dh = np.einsum("nm,nbt->mbt", p["U"], da)
    return {"dx": dh, "layers": gradients[::-1]}


@misconception("stacked_backward")
def carried_through_time_in_the_top_only(dh: Array, cache: Any) -> dict[str, Any]:
    """In the lower layers, too, a state is used by the next step. Does its gradient come back?"""
    top = stacked_backward(dh, cache[-1:])
    dh, gradients = top["dx"], top["layers"]
    for below, h, p in reversed(cache[:-1]):
        da = dh * (1 - h**2)
        before = np.concatenate([0 * h[:, :, :1], h[:, :, :-1]], axis=2)
        layer = {
            "dU": np.einsum("nbt,mbt->nm", da, below),
            "dW": np.einsum("nbt,mbt->nm", da, before),
            "dba": da.sum(axis=(1, 2))[:, None],
        }
        dh, gradients = np.einsum("nm,nbt->mbt", p["U"], da), [layer, *gradients]
    return {"dx": dh, "layers": gradients}


@misconception("stacked_backward")
def through_time_replaces_from_above(dh: Array, cache: Any) -> dict[str, Any]:
    """At every step but the last, two gradients meet in a state. Are they added, or does one
    replace the other?
    """
    gradients = []
    for below, h, p in reversed(cache):
        dU, dW, dba = 0 * p["U"], 0 * p["W"], 0 * p["ba"]
        arrives, dbelow = dh[:, :, -1], np.zeros(below.shape, dh.dtype)
        for t in reversed(range(h.shape[2])):
            da = arrives * (1 - h[:, :, t] ** 2)
            before = h[:, :, t - 1] if t > 0 else 0 * h[:, :, 0]
            dU, dW = dU + da @ below[:, :, t].T, dW + da @ before.T
            dba, dbelow[:, :, t] = dba + da.sum(1, keepdims=True), p["U"].T @ da
            arrives = p["W"].T @ da
        dh = dbelow
        gradients.append({"dU": dU, "dW": dW, "dba": dba})
    return {"dx": dh, "layers": gradients[::-1]}


@misconception("stacked_backward")
def highest_layer_first(dh: Array, cache: Any) -> dict[str, Any]:
    """You visit the layers from the top. In which order is the list wanted?"""
    gradients = stacked_backward(dh, cache)
    return {**gradients, "layers": gradients["layers"][::-1]}


@misconception("stacked_backward")
def slope_taken_twice_below_the_top(dh: Array, cache: Any) -> dict[str, Any]:
    """Each state has been through one tanh. How often do you multiply by its slope?"""
    gradients: list[Any] = []
    for number in reversed(range(len(cache))):
        if number < len(cache) - 1:
            dh = dh * (1 - cache[number][1] ** 2)
        layer = stacked_backward(dh, cache[number : number + 1])
        dh, gradients = layer["dx"], layer["layers"] + gradients
    return {"dx": dh, "layers": gradients}


@misconception("stacked_backward")
def tanh_derivative_missing(dh: Array, cache: Any) -> dict[str, Any]:
    """Between a state and its pre-activation lies tanh. What does it do to the gradient?"""
    gradients = []
    for below, h, p in reversed(cache):
        dU, dW, dba, later = 0 * p["U"], 0 * p["W"], 0 * p["ba"], 0 * h[:, :, 0]
        dbelow = np.zeros(below.shape, dh.dtype)
        for t in reversed(range(h.shape[2])):
            da = dh[:, :, t] + later
            before = h[:, :, t - 1] if t > 0 else 0 * later
            dU, dW = dU + da @ below[:, :, t].T, dW + da @ before.T
            dba, dbelow[:, :, t] = dba + da.sum(1, keepdims=True), p["U"].T @ da
            later = p["W"].T @ da
        dh = dbelow
        gradients.append({"dU": dU, "dW": dW, "dba": dba})
    return {"dx": dh, "layers": gradients[::-1]}


@misconception("stacked_backward")
def new_state_in_the_state_weights(dh: Array, cache: Any) -> dict[str, Any]:
    """Which state does W multiply at a step: the one that goes in, or the one that comes out?"""
    gradients = []
    for number in reversed(range(len(cache))):
        _, h, p = cache[number]
        layer = stacked_backward(dh, cache[number : number + 1])
        later, dW = 0 * h[:, :, 0], 0 * p["W"]
        for t in reversed(range(h.shape[2])):
            da = (dh[:, :, t] + later) * (1 - h[:, :, t] ** 2)
            dW, later = dW + da @ h[:, :, t].T, p["W"].T @ da
        gradients.append({**layer["layers"][0], "dW": dW})
        dh = layer["dx"]
    return {"dx": dh, "layers": gradients[::-1]}


@misconception("stacked_backward")
def state_weights_not_transposed(dh: Array, cache: Any) -> dict[str, Any]:
    """Going back through `W @ h`, the shapes fit both ways for a square W. Do the indices?"""
    turned = [(below, h, {**p, "W": p["W"].T}) for below, h, p in cache]
    return stacked_backward(dh, turned)


@misconception("stacked_backward")
def weight_gradients_of_the_first_step_only(dh: Array, cache: Any) -> dict[str, Any]:
    """The same weights work at every step. What happens to the gradients of the others?"""
    gradients = []
    for number in reversed(range(len(cache))):
        below, h, p = cache[number]
        later = 0 * h[:, :, 0]
        for t in reversed(range(h.shape[2])):
            da = (dh[:, :, t] + later) * (1 - h[:, :, t] ** 2)
            later = p["W"].T @ da
        first = {
            "dU": da @ below[:, :, 0].T,
            "dW": 0 * p["W"],
            "dba": da.sum(axis=1, keepdims=True),
        }
        gradients.append(first)
        dh = stacked_backward(dh, cache[number : number + 1])["dx"]
    return {"dx": dh, "layers": gradients[::-1]}


@misconception("stacked_backward")
def averaged_over_time(dh: Array, cache: Any) -> dict[str, Any]:
    """The gradients of the parameters are sums over the steps. Do you divide by their number?"""
    gradients, steps = stacked_backward(dh, cache), dh.shape[2]
    layers = [{name: part / steps for name, part in p.items()} for p in gradients["layers"]]
    return {**gradients, "layers": layers}


@misconception("stacked_backward")
def bias_not_summed_over_the_batch(dh: Array, cache: Any) -> dict[str, Any]:
    """One bias serves every example of the batch. How do their gradients come together?"""
    gradients = stacked_backward(dh, cache)
    columns = []
    for b in range(dh.shape[1]):
        alone = [(below[:, b : b + 1], h[:, b : b + 1], p) for below, h, p in cache]
        columns.append(stacked_backward(dh[:, b : b + 1], alone)["layers"])
    layers = [
        {**p, "dba": np.concatenate([column[number]["dba"] for column in columns], axis=1)}
        for number, p in enumerate(gradients["layers"])
    ]
    return {**gradients, "layers": layers}


@misconception("stacked_backward")
def input_gradient_in_reverse_order(dh: Array, cache: Any) -> dict[str, Any]:
    """You walk from the last step to the first. In which order must `dx` be put together?"""
    gradients = stacked_backward(dh, cache)
    return {**gradients, "dx": gradients["dx"][:, :, ::-1]}


@misconception("stacked_backward")
def gradient_at_the_layer_above(dh: Array, cache: Any) -> dict[str, Any]:
    """What is left over when the lowest layer is done? You stopped one layer too early."""
    gradients = stacked_backward(dh, cache)
    return {**gradients, "dx": stacked_backward(dh, cache[1:])["dx"] if cache[1:] else dh}


@misconception("stacked_forward", shows_in="stacked_backward")
def one_array_for_the_states_of_all_steps(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """Your states are right, but your cache holds the last one at every step: is an array
    shared?
    """
    h, cache = stacked_forward(x, layers)
    shared = [
        (below, np.repeat(each[:, :, -1:], x.shape[2], axis=2), p) for below, each, p in cache
    ]
    return h, shared
