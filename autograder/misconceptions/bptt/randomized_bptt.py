"""Known mistakes in `randomized_bptt`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.bptt import Array, Arrays, linear_rnn_forward, randomized_bptt


@misconception("randomized_bptt")
def whole_gradient_of_the_step_multiplied(
    x: Array, y: Array, h0: Array, parameters: Arrays, xi: Array
) -> Arrays:
    """ξ_t stands on the way from h_t to h_{t-1}. Does a step's own share go that way?"""
    h, o = linear_rnn_forward(x, h0, parameters)
    _, batch, steps = y.shape
    do = (o - y) / (steps * batch)
    before = np.concatenate([h0[:, :, None], h[:, :, :-1]], axis=2)
    dh = np.zeros_like(h)
    later = np.zeros_like(h0)
    for t in reversed(range(steps)):
        dh[:, :, t] = xi[t] * (parameters["W_qh"].T @ do[:, :, t] + later)
        later = parameters["W_hh"].T @ dh[:, :, t]
    return {
        "dW_hx": np.einsum("nbt,dbt->nd", dh, x),
        "dW_hh": np.einsum("nbt,mbt->nm", dh, before),
        "dW_qh": np.einsum("qbt,nbt->qn", do, h),
    }


@misconception("randomized_bptt")
def own_output_of_the_step_multiplied(
    x: Array, y: Array, h0: Array, parameters: Arrays, xi: Array
) -> Arrays:
    """Two things arrive at h_t: one from its own output, one from later. Which has met a ξ?"""
    h, o = linear_rnn_forward(x, h0, parameters)
    _, batch, steps = y.shape
    do = (o - y) / (steps * batch)
    before = np.concatenate([h0[:, :, None], h[:, :, :-1]], axis=2)
    dh = np.zeros_like(h)
    later = np.zeros_like(h0)
    for t in reversed(range(steps)):
        dh[:, :, t] = xi[t] * (parameters["W_qh"].T @ do[:, :, t]) + later
        later = parameters["W_hh"].T @ dh[:, :, t]
    return {
        "dW_hx": np.einsum("nbt,dbt->nd", dh, x),
        "dW_hh": np.einsum("nbt,mbt->nm", dh, before),
        "dW_qh": np.einsum("qbt,nbt->qn", do, h),
    }


@misconception("randomized_bptt")
def share_of_dW_hh_multiplied(
    x: Array, y: Array, h0: Array, parameters: Arrays, xi: Array
) -> Arrays:
    """W_hh gets its share at step t directly. Does that share travel to h_{t-1} first?"""
    h, o = linear_rnn_forward(x, h0, parameters)
    _, batch, steps = y.shape
    do = (o - y) / (steps * batch)
    before = np.concatenate([h0[:, :, None], h[:, :, :-1]], axis=2)
    dh = np.zeros_like(h)
    later = np.zeros_like(h0)
    for t in reversed(range(steps)):
        dh[:, :, t] = parameters["W_qh"].T @ do[:, :, t] + later
        later = xi[t] * (parameters["W_hh"].T @ dh[:, :, t])
    return {
        "dW_hx": np.einsum("nbt,dbt->nd", dh, x),
        "dW_hh": np.einsum("nbt,mbt->nm", xi * dh, before),
        "dW_qh": np.einsum("qbt,nbt->qn", do, h),
    }


@misconception("randomized_bptt")
def factors_one_step_early(x: Array, y: Array, h0: Array, parameters: Arrays, xi: Array) -> Arrays:
    """Between h_t and h_{t-1} stands ξ_t. Which ξ does the very first step back meet?"""
    return randomized_bptt(x, y, h0, parameters, np.append(xi[0], xi[:-1]))


@misconception("randomized_bptt")
def factors_one_step_late(x: Array, y: Array, h0: Array, parameters: Arrays, xi: Array) -> Arrays:
    """Between h_t and h_{t-1} stands ξ_t. Count once more which index of `xi` that is."""
    return randomized_bptt(x, y, h0, parameters, np.append(xi[1:], 1.0))


@misconception("randomized_bptt")
def state_multiplied_on_the_way_forward(
    x: Array, y: Array, h0: Array, parameters: Arrays, xi: Array
) -> Arrays:
    """The states are those of the whole network: ξ is met on the way back alone."""
    h = np.zeros((*h0.shape, x.shape[2]))
    state = h0
    for t in range(x.shape[2]):
        state = parameters["W_hx"] @ x[:, :, t] + xi[t] * (parameters["W_hh"] @ state)
        h[:, :, t] = state
    do = (np.einsum("qn,nbt->qbt", parameters["W_qh"], h) - y) / (y.shape[1] * y.shape[2])
    before = np.concatenate([h0[:, :, None], h[:, :, :-1]], axis=2)
    dh = np.zeros_like(h)
    later = np.zeros_like(h0)
    for t in reversed(range(x.shape[2])):
        dh[:, :, t] = parameters["W_qh"].T @ do[:, :, t] + later
        later = xi[t] * (parameters["W_hh"].T @ dh[:, :, t])
    return {
        "dW_hx": np.einsum("nbt,dbt->nd", dh, x),
        "dW_hh": np.einsum("nbt,mbt->nm", dh, before),
        "dW_qh": np.einsum("qbt,nbt->qn", do, h),
    }


@misconception("randomized_bptt")
def only_cut_or_kept(x: Array, y: Array, h0: Array, parameters: Arrays, xi: Array) -> Arrays:
    """ξ is more than a switch: what does its size make up for?"""
    return randomized_bptt(x, y, h0, parameters, np.where(xi > 0, 1.0, 0.0))


@misconception("randomized_bptt")
def factors_left_out(x: Array, y: Array, h0: Array, parameters: Arrays, xi: Array) -> Arrays:
    """This is full backpropagation through time. Where does `xi` come in?"""
    return randomized_bptt(x, y, h0, parameters, np.ones_like(xi))


@misconception("randomized_bptt")
def chain_cut_for_good(x: Array, y: Array, h0: Array, parameters: Arrays, xi: Array) -> Arrays:
    """At a ξ of 0 the losses behind it are cut off. What about those that are yet to come?"""
    zeros = np.flatnonzero(xi[1:] == 0) + 1
    start = int(zeros[-1]) if len(zeros) else 0
    _, o = linear_rnn_forward(x, h0, parameters)
    reached = np.where(np.arange(x.shape[2]) < start, o, y)
    return randomized_bptt(x, reached, h0, parameters, xi)


@misconception("randomized_bptt")
def randomized_not_divided_by_the_steps(
    x: Array, y: Array, h0: Array, parameters: Arrays, xi: Array
) -> Arrays:
    """The loss is a mean over the steps. What does that do to its gradient?"""
    gradients = randomized_bptt(x, y, h0, parameters, xi)
    return {name: gradient * y.shape[2] for name, gradient in gradients.items()}
