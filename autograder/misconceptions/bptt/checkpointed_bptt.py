"""Known mistakes in `checkpointed_bptt`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.bptt import Array, Arrays, checkpointed_bptt, linear_rnn_backward


@misconception("checkpointed_bptt")
def every_state_stored(x: Array, y: Array, h0: Array, parameters: Arrays, every: int) -> Arrays:
    """Your gradient is right, your memory too large. What do you still hold for every single
    step: states, slopes, errors, or a slice that keeps a large array alive?
    """
    if every < 1:
        raise ValueError("every must be at least 1")
    return checkpointed_bptt(x, y, h0, parameters, 1)


@misconception("checkpointed_bptt")
def gradient_not_carried_across_stretches(
    x: Array, y: Array, h0: Array, parameters: Arrays, every: int
) -> Arrays:
    """Checkpoints save memory and change no gradient. What goes from a stretch to the earlier?"""
    if every < 1:
        raise ValueError("every must be at least 1")
    total = {"d" + name: np.zeros_like(value) for name, value in parameters.items()}
    state = h0
    for start in range(0, x.shape[2], every):
        x_part, y_part = x[:, :, start : start + every], y[:, :, start : start + every]
        part = checkpointed_bptt(x_part, y_part, state, parameters, every)
        for name in total:
            total[name] = total[name] + part[name] * x_part.shape[2] / x.shape[2]
        for t in range(x_part.shape[2]):
            state = np.tanh(parameters["W_hx"] @ x_part[:, :, t] + parameters["W_hh"] @ state)
    return total


@misconception("checkpointed_bptt")
def stretches_recomputed_from_the_first_state(
    x: Array, y: Array, h0: Array, parameters: Arrays, every: int
) -> Arrays:
    """Each stretch is computed once more: from which state does that start?"""
    if every < 1:
        raise ValueError("every must be at least 1")
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    _, batch, steps = y.shape
    dW_hx, dW_hh, dW_qh = np.zeros_like(W_hx), np.zeros_like(W_hh), np.zeros_like(W_qh)
    later = np.zeros_like(h0)
    for start in reversed(range(0, steps, every)):
        stretch = range(start, min(start + every, steps))
        states = [h0]
        for t in stretch:
            states.append(np.tanh(W_hx @ x[:, :, t] + W_hh @ states[-1]))
        for t in reversed(stretch):
            h_t, h_prev = states[t - start + 1], states[t - start]
            do_t = (W_qh @ h_t - y[:, :, t]) / (steps * batch)
            da_t = (W_qh.T @ do_t + later) * (1 - h_t**2)
            dW_qh += do_t @ h_t.T
            dW_hx += da_t @ x[:, :, t].T
            dW_hh += da_t @ h_prev.T
            later = W_hh.T @ da_t
    return {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": dW_qh}


@misconception("checkpointed_bptt")
def shorter_last_stretch_dropped(
    x: Array, y: Array, h0: Array, parameters: Arrays, every: int
) -> Arrays:
    """T need not be a multiple of `every`. What becomes of the steps that are left?"""
    if every < 1:
        raise ValueError("every must be at least 1")
    whole = x.shape[2] // every * every
    if whole == 0:
        return {"d" + name: np.zeros_like(value) for name, value in parameters.items()}
    part = checkpointed_bptt(x[:, :, :whole], y[:, :, :whole], h0, parameters, every)
    return {name: gradient * whole / x.shape[2] for name, gradient in part.items()}


@misconception("checkpointed_bptt")
def slope_of_tanh_missing(x: Array, y: Array, h0: Array, parameters: Arrays, every: int) -> Arrays:
    """Between the state and its sum lies tanh. What does it do to the gradient?"""
    if every < 1:
        raise ValueError("every must be at least 1")
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    _, batch, steps = y.shape
    states = [h0]
    for t in range(steps):
        states.append(np.tanh(W_hx @ x[:, :, t] + W_hh @ states[-1]))
    dW_hx, dW_hh, dW_qh = np.zeros_like(W_hx), np.zeros_like(W_hh), np.zeros_like(W_qh)
    later = np.zeros_like(h0)
    for t in reversed(range(steps)):
        do_t = (W_qh @ states[t + 1] - y[:, :, t]) / (steps * batch)
        dh_t = W_qh.T @ do_t + later
        dW_qh += do_t @ states[t + 1].T
        dW_hx += dh_t @ x[:, :, t].T
        dW_hh += dh_t @ states[t].T
        later = W_hh.T @ dh_t
    return {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": dW_qh}


@misconception("checkpointed_bptt")
def slope_at_the_state_before(
    x: Array, y: Array, h0: Array, parameters: Arrays, every: int
) -> Arrays:
    """At which state is the slope of this step's tanh taken?"""
    if every < 1:
        raise ValueError("every must be at least 1")
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    _, batch, steps = y.shape
    states = [h0]
    for t in range(steps):
        states.append(np.tanh(W_hx @ x[:, :, t] + W_hh @ states[-1]))
    dW_hx, dW_hh, dW_qh = np.zeros_like(W_hx), np.zeros_like(W_hh), np.zeros_like(W_qh)
    later = np.zeros_like(h0)
    for t in reversed(range(steps)):
        do_t = (W_qh @ states[t + 1] - y[:, :, t]) / (steps * batch)
        da_t = (W_qh.T @ do_t + later) * (1 - states[t] ** 2)
        dW_qh += do_t @ states[t + 1].T
        dW_hx += da_t @ x[:, :, t].T
        dW_hh += da_t @ states[t].T
        later = W_hh.T @ da_t
    return {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": dW_qh}


@misconception("checkpointed_bptt")
def tanh_applied_twice_in_the_slope(
    x: Array, y: Array, h0: Array, parameters: Arrays, every: int
) -> Arrays:
    """The state has been through tanh already. Do you apply tanh to it once more?"""
    if every < 1:
        raise ValueError("every must be at least 1")
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    _, batch, steps = y.shape
    states = [h0]
    for t in range(steps):
        states.append(np.tanh(W_hx @ x[:, :, t] + W_hh @ states[-1]))
    dW_hx, dW_hh, dW_qh = np.zeros_like(W_hx), np.zeros_like(W_hh), np.zeros_like(W_qh)
    later = np.zeros_like(h0)
    for t in reversed(range(steps)):
        do_t = (W_qh @ states[t + 1] - y[:, :, t]) / (steps * batch)
        da_t = (W_qh.T @ do_t + later) * (1 - np.tanh(states[t + 1]) ** 2)
        dW_qh += do_t @ states[t + 1].T
        dW_hx += da_t @ x[:, :, t].T
        dW_hh += da_t @ states[t].T
        later = W_hh.T @ da_t
    return {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": dW_qh}


@misconception("checkpointed_bptt")
def linear_network_for_the_tanh_one(
    x: Array, y: Array, h0: Array, parameters: Arrays, every: int
) -> Arrays:
    """The network has changed in this section. What stands between the sum and the state?"""
    if every < 1:
        raise ValueError("every must be at least 1")
    gradients = linear_rnn_backward(x, y, h0, parameters)
    return {"d" + name: gradients["d" + name] for name in parameters}


@misconception("checkpointed_bptt")
def stretches_of_no_steps_accepted(
    x: Array, y: Array, h0: Array, parameters: Arrays, every: int
) -> Arrays:
    """One state in zero cannot be kept. The caller should be told."""
    return checkpointed_bptt(x, y, h0, parameters, max(every, 1))
