"""Known mistakes in `bidirectional_backward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.stacks import Array, Arrays, bidirectional_backward, bidirectional_forward


@misconception("bidirectional_backward")
def time_runs_the_wrong_way_in_the_second(dh: Array, cache: Any) -> dict[str, Any]:
    """A gradient travels against the direction of reading. Which way does it go in the layer that
    reads from right to left?
    """
    x, real, h, parameters = cache
    n, steps, p = len(h) // 2, x.shape[2], parameters["backward"]
    right = bidirectional_backward(np.concatenate([dh[:n], 0 * h[n:]]), cache)
    dx, dU, dW, dba = right["dx"].copy(), 0 * p["U"], 0 * p["W"], 0 * p["ba"]
    later = 0 * h[n:, :, 0]
    for t in reversed(range(steps)):
        before = h[n:, :, t + 1] if t + 1 < steps else 0 * later
        da = np.where(real[:, t], (dh[n:, :, t] + later) * (1 - h[n:, :, t] ** 2), 0)
        dU, dW, dba = dU + da @ x[:, :, t].T, dW + da @ before.T, dba + da.sum(1, keepdims=True)
        dx[:, :, t] += p["U"].T @ da
        later = p["W"].T @ da
    return {**right, "dx": dx, "backward": {"dU": dU, "dW": dW, "dba": dba}}


@misconception("bidirectional_backward")
def nothing_carried_through_time(dh: Array, cache: Any) -> dict[str, Any]:
    """A state is used at its own step, and by the next state that is computed. Does your gradient
    count both?
    """
    x, real, h, parameters = cache
    gradients: dict[str, Any] = {"dx": np.zeros(x.shape, dh.dtype)}
    for direction, step, half, states in zip(
        ("forward", "backward"), (1, -1), np.split(dh, 2), np.split(h, 2), strict=True
    ):
        p = parameters[direction]
        da = np.where(real, half * (1 - states**2), 0)
        before = np.zeros_like(states)
        before[:, :, ::step][:, :, 1:] = states[:, :, ::step][:, :, :-1]
        gradients["dx"] += np.einsum("nm,nbt->mbt", p["U"], da)
        gradients[direction] = {
            "dU": np.einsum("nbt,mbt->nm", da, x),
            "dW": np.einsum("nbt,mbt->nm", da, before),
            "dba": da.sum(axis=(1, 2))[:, None],
        }
    return gradients


@misconception("bidirectional_backward")
def nothing_carried_through_time_in_the_second(dh: Array, cache: Any) -> dict[str, Any]:
    """In the layer from right to left, too, a state is used by another one. By which?"""
    x, real, h, parameters = cache
    n, p = len(h) // 2, parameters["backward"]
    right = bidirectional_backward(np.concatenate([dh[:n], 0 * h[n:]]), cache)
    da = np.where(real, dh[n:] * (1 - h[n:] ** 2), 0)
    before = np.concatenate([h[n:, :, 1:], 0 * h[n:, :, :1]], axis=2)
    second = {
        "dU": np.einsum("nbt,mbt->nm", da, x),
        "dW": np.einsum("nbt,mbt->nm", da, before),
        "dba": da.sum(axis=(1, 2))[:, None],
    }
    return {**right, "dx": right["dx"] + np.einsum("nm,nbt->mbt", p["U"], da), "backward": second}


@misconception("bidirectional_backward")
def input_gradient_of_the_second_only(dh: Array, cache: Any) -> dict[str, Any]:
    """Both layers read x. What happens in your code to the gradient that came first?"""
    n = len(dh) // 2
    second = bidirectional_backward(np.concatenate([0 * dh[:n], dh[n:]]), cache)
    return {**bidirectional_backward(dh, cache), "dx": second["dx"]}


@misconception("bidirectional_backward")
def input_gradient_of_the_first_only(dh: Array, cache: Any) -> dict[str, Any]:
    """Both layers read x. Where does the second one's gradient for it go?"""
    n = len(dh) // 2
    first = bidirectional_backward(np.concatenate([dh[:n], 0 * dh[n:]]), cache)
    return {**bidirectional_backward(dh, cache), "dx": first["dx"]}


@misconception("bidirectional_backward")
def input_gradients_averaged(dh: Array, cache: Any) -> dict[str, Any]:
    """Two layers read x, and each sends a gradient back. Is their mean what is wanted?"""
    gradients = bidirectional_backward(dh, cache)
    return {**gradients, "dx": gradients["dx"] / 2}


@misconception("bidirectional_backward")
def input_gradient_not_aligned_again(dh: Array, cache: Any) -> dict[str, Any]:
    """The two layers meet the steps in opposite orders. Are both gradients of x in the order of x
    when you add them?
    """
    n = len(dh) // 2
    real, gradients = cache[1], bidirectional_backward(dh, cache)
    clean = np.where(real, dh, 0)
    first = bidirectional_backward(np.concatenate([clean[:n], 0 * clean[n:]]), cache)["dx"]
    second = bidirectional_backward(np.concatenate([0 * clean[:n], clean[n:]]), cache)["dx"]
    for b, length in enumerate(real.sum(axis=1)):
        second[:, b, :length] = second[:, b, :length][:, ::-1].copy()
    return {**gradients, "dx": first + second}


@misconception("bidirectional_backward")
def padding_leaks(dh: Array, cache: Any) -> dict[str, Any]:
    """`dh` may contain anything in the padding. What of it reaches your gradients?"""
    x, real, h, parameters = cache
    return bidirectional_backward(dh, (x, np.ones_like(real), h, parameters))


@misconception("bidirectional_backward")
def padding_leaks_into_the_bias(dh: Array, cache: Any) -> dict[str, Any]:
    """The bias is used at real steps only. Which steps do you sum for its gradient?"""
    real, gradients = cache[1], bidirectional_backward(dh, cache)
    behind = np.where(real, 0, dh).sum(axis=(1, 2))[:, None]
    for direction, part in zip(("forward", "backward"), np.split(behind, 2), strict=True):
        dba = gradients[direction]["dba"] + part
        gradients[direction] = {**gradients[direction], "dba": dba}
    return gradients


@misconception("bidirectional_backward")
def gradient_masked_by_a_product(dh: Array, cache: Any) -> dict[str, Any]:
    """The padding of `dh` may hold NaN. What is zero times NaN?"""
    real = cache[1]
    x, _, h, parameters = cache
    return bidirectional_backward(dh * real, (x, np.ones_like(real), h, parameters))


@misconception("bidirectional_forward", shows_in="bidirectional_backward")
def padding_kept_in_the_cache(
    x: Array, lengths: Array, parameters: dict[str, Arrays]
) -> tuple[Array, Any]:
    """Your states are right. But what does your cache hold in the padding of x, and what is zero
    times NaN?
    """
    h, (_, *rest) = bidirectional_forward(x, lengths, parameters)
    return h, (x, *rest)


@misconception("bidirectional_forward", shows_in="bidirectional_backward")
def only_the_last_parameters_in_the_cache(
    x: Array, lengths: Array, parameters: dict[str, Arrays]
) -> tuple[Array, Any]:
    """Your states are right. Does your cache hold the parameters of both layers, or twice those of
    the one that came last?
    """
    h, (clean, real, states, _) = bidirectional_forward(x, lengths, parameters)
    last = parameters["backward"]
    return h, (clean, real, states, {"forward": last, "backward": last})


@misconception("bidirectional_backward")
def wrong_neighbour_in_the_state_weights(dh: Array, cache: Any) -> dict[str, Any]:
    """W multiplies the state that was computed just before. In the layer from right to left, on
    which side does that stand?
    """
    _, real, h, parameters = cache
    gradients = bidirectional_backward(dh, cache)
    n, W = len(h) // 2, parameters["backward"]["W"]
    later, dW = 0 * h[n:, :, 0], 0 * W
    for t in range(h.shape[2]):
        da = np.where(real[:, t], (dh[n:, :, t] + later) * (1 - h[n:, :, t] ** 2), 0)
        dW = dW + da @ (h[n:, :, t - 1] if t > 0 else 0 * later).T
        later = W.T @ da
    return {**gradients, "backward": {**gradients["backward"], "dW": dW}}


@misconception("bidirectional_backward")
def new_state_in_the_state_weights(dh: Array, cache: Any) -> dict[str, Any]:
    """Which state does W multiply at a step: the one that goes in, or the one that comes out?"""
    _, real, h, parameters = cache
    gradients = bidirectional_backward(dh, cache)
    for direction, step, half, states in zip(
        ("forward", "backward"), (1, -1), np.split(dh, 2), np.split(h, 2), strict=True
    ):
        later, W = 0 * states[:, :, 0], parameters[direction]["W"]
        dW = 0 * W
        for t in reversed(range(h.shape[2])[::step]):
            da = np.where(real[:, t], (half[:, :, t] + later) * (1 - states[:, :, t] ** 2), 0)
            dW, later = dW + da @ states[:, :, t].T, W.T @ da
        gradients[direction] = {**gradients[direction], "dW": dW}
    return gradients


@misconception("bidirectional_backward")
def halves_of_the_gradient_exchanged(dh: Array, cache: Any) -> dict[str, Any]:
    """The upper half of `dh` belongs to the states of one layer. Of which?"""
    return bidirectional_backward(np.roll(dh, len(dh) // 2, axis=0), cache)


@misconception("bidirectional_backward")
def results_exchanged(dh: Array, cache: Any) -> dict[str, Any]:
    """`forward` holds the gradients of the layer that reads from left to right. Whose are in it?"""
    gradients = bidirectional_backward(dh, cache)
    return {
        "dx": gradients["dx"],
        "forward": gradients["backward"],
        "backward": gradients["forward"],
    }


@misconception("bidirectional_backward")
def parameters_treated_as_shared(dh: Array, cache: Any) -> dict[str, Any]:
    """The two layers share no parameters. What is the sum of their gradients the gradient of?"""
    gradients = bidirectional_backward(dh, cache)
    one, other = gradients["forward"], gradients["backward"]
    both = {name: one[name] + other[name] for name in one}
    return {"dx": gradients["dx"], "forward": both, "backward": both}


@misconception("bidirectional_backward")
def tanh_derivative_missing(dh: Array, cache: Any) -> dict[str, Any]:
    """Between a state and its pre-activation lies tanh. What does it do to the gradient?"""
    x, real, h, parameters = cache
    gradients: dict[str, Any] = {"dx": np.zeros(x.shape, dh.dtype)}
    for direction, step, half, states in zip(
        ("forward", "backward"), (1, -1), np.split(dh, 2), np.split(h, 2), strict=True
    ):
        p, order = parameters[direction], range(x.shape[2])[::step]
        dU, dW, dba, later = 0 * p["U"], 0 * p["W"], 0 * p["ba"], 0 * states[:, :, 0]
        for t in reversed(order):
            inside = 0 <= t - step < len(order)
            before = states[:, :, t - step] if inside else 0 * later
            da = np.where(real[:, t], half[:, :, t] + later, 0)
            dU, dW = dU + da @ x[:, :, t].T, dW + da @ before.T
            dba, later = dba + da.sum(1, keepdims=True), p["W"].T @ da
            gradients["dx"][:, :, t] += p["U"].T @ da
        gradients[direction] = {"dU": dU, "dW": dW, "dba": dba}
    return gradients


@misconception("bidirectional_backward")
def tanh_derivative_not_squared(dh: Array, cache: Any) -> dict[str, Any]:
    """Look again at the derivative of tanh, written in terms of its value."""
    x, real, h, parameters = cache
    gradients: dict[str, Any] = {"dx": np.zeros(x.shape, dh.dtype)}
    for direction, step, half, states in zip(
        ("forward", "backward"), (1, -1), np.split(dh, 2), np.split(h, 2), strict=True
    ):
        p, order = parameters[direction], range(x.shape[2])[::step]
        dU, dW, dba, later = 0 * p["U"], 0 * p["W"], 0 * p["ba"], 0 * states[:, :, 0]
        for t in reversed(order):
            inside = 0 <= t - step < len(order)
            before = states[:, :, t - step] if inside else 0 * later
            da = np.where(real[:, t], (half[:, :, t] + later) * (1 - states[:, :, t]), 0)
            dU, dW = dU + da @ x[:, :, t].T, dW + da @ before.T
            dba, later = dba + da.sum(1, keepdims=True), p["W"].T @ da
            gradients["dx"][:, :, t] += p["U"].T @ da
        gradients[direction] = {"dU": dU, "dW": dW, "dba": dba}
    return gradients


@misconception("bidirectional_backward")
def state_weights_not_transposed(dh: Array, cache: Any) -> dict[str, Any]:
    """Going back through `W @ h`, the shapes fit both ways for a square W. Do the indices?"""
    x, real, h, parameters = cache
    turned = {way: {**p, "W": p["W"].T} for way, p in parameters.items()}
    return bidirectional_backward(dh, (x, real, h, turned))


@misconception("bidirectional_backward")
def weight_gradients_of_one_step_only(dh: Array, cache: Any) -> dict[str, Any]:
    """The same weights work at every step. What happens to the gradients of the others?"""
    x, real, h, parameters = cache
    gradients = bidirectional_backward(dh, cache)
    for direction, step, half, states in zip(
        ("forward", "backward"), (1, -1), np.split(dh, 2), np.split(h, 2), strict=True
    ):
        p, order = parameters[direction], range(x.shape[2])[::step]
        later = 0 * states[:, :, 0]
        for t in reversed(order):
            inside = 0 <= t - step < len(order)
            before = states[:, :, t - step] if inside else 0 * later
            da = np.where(real[:, t], (half[:, :, t] + later) * (1 - states[:, :, t] ** 2), 0)
            dU, dW, dba = da @ x[:, :, t].T, da @ before.T, da.sum(1, keepdims=True)
            later = p["W"].T @ da
        gradients[direction] = {"dU": dU, "dW": dW, "dba": dba}
    return gradients


@misconception("bidirectional_backward")
def bias_not_summed_over_the_batch(dh: Array, cache: Any) -> dict[str, Any]:
    """One bias serves every example of the batch. How do their gradients come together?"""
    x, real, h, parameters = cache
    gradients = bidirectional_backward(dh, cache)
    for direction in ("forward", "backward"):
        columns = []
        for b in range(x.shape[1]):
            alone = (x[:, b : b + 1], real[b : b + 1], h[:, b : b + 1], parameters)
            column = bidirectional_backward(dh[:, b : b + 1], alone)
            columns.append(column[direction]["dba"])
        gradients[direction] = {**gradients[direction], "dba": np.concatenate(columns, axis=1)}
    return gradients


@misconception("bidirectional_backward")
def averaged_over_time(dh: Array, cache: Any) -> dict[str, Any]:
    """The gradients of the parameters are sums over the steps. Do you divide by their number?"""
    gradients, steps = bidirectional_backward(dh, cache), dh.shape[2]
    for direction in ("forward", "backward"):
        each = gradients[direction].items()
        gradients[direction] = {name: gradient / steps for name, gradient in each}
    return gradients
