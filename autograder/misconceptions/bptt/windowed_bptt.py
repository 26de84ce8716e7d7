"""Known mistakes in `windowed_bptt`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.bptt import (
    Array,
    Arrays,
    chunked_bptt,
    linear_rnn_backward,
    linear_rnn_forward,
    windowed_bptt,
)


@misconception("windowed_bptt")
def chunks_for_windows(x: Array, y: Array, h0: Array, parameters: Arrays, tau: int) -> Arrays:
    """A window moves along with the loss. Does every loss of yours reach equally far?"""
    return chunked_bptt(x, y, h0, parameters, tau)


@misconception("windowed_bptt")
def window_one_step_longer(x: Array, y: Array, h0: Array, parameters: Arrays, tau: int) -> Arrays:
    """Which step is the first of the window? With tau = 1, no step may hear of another's loss."""
    if tau < 1:
        raise ValueError("tau must be at least 1")
    return windowed_bptt(x, y, h0, parameters, tau + 1)


@misconception("windowed_bptt")
def window_one_step_shorter(x: Array, y: Array, h0: Array, parameters: Arrays, tau: int) -> Arrays:
    """The loss's own step counts as the first of the window. How many may follow?"""
    if tau < 1:
        raise ValueError("tau must be at least 1")
    if tau == 1:
        full = linear_rnn_backward(x, y, h0, parameters)
        return {**{"d" + name: 0 * full["d" + name] for name in parameters},
                "dW_qh": full["dW_qh"]}  # fmt: skip
    return windowed_bptt(x, y, h0, parameters, tau - 1)


@misconception("windowed_bptt")
def state_reset_before_every_window(
    x: Array, y: Array, h0: Array, parameters: Arrays, tau: int
) -> Arrays:
    """The gradient is cut; the state is not. Which state does a window start from?"""
    if tau < 1:
        raise ValueError("tau must be at least 1")
    total = {"d" + name: np.zeros_like(value) for name, value in parameters.items()}
    steps = x.shape[2]
    for t in range(steps):
        start = max(t + 1 - tau, 0)
        x_part = x[:, :, start : t + 1]
        first = h0 if start == 0 else np.zeros_like(h0)
        y_part = linear_rnn_forward(x_part, first, parameters)[1]
        y_part[:, :, -1] = y[:, :, t]
        part = linear_rnn_backward(x_part, y_part, first, parameters)
        for name in total:
            total[name] = total[name] + part[name] * x_part.shape[2] / steps
    return total


@misconception("windowed_bptt")
def every_loss_of_the_window_at_every_step(
    x: Array, y: Array, h0: Array, parameters: Arrays, tau: int
) -> Arrays:
    """Neighbouring windows overlap. How often does the loss of one step come into your sum?"""
    if tau < 1:
        raise ValueError("tau must be at least 1")
    total = {"d" + name: np.zeros_like(value) for name, value in parameters.items()}
    h, _ = linear_rnn_forward(x, h0, parameters)
    steps = x.shape[2]
    for t in range(steps):
        start = max(t + 1 - tau, 0)
        before = h[:, :, start - 1] if start else h0
        x_part, y_part = x[:, :, start : t + 1], y[:, :, start : t + 1]
        part = linear_rnn_backward(x_part, y_part, before, parameters)
        for name in total:
            total[name] = total[name] + part[name] * x_part.shape[2] / steps
    return total


@misconception("windowed_bptt")
def last_window_only(x: Array, y: Array, h0: Array, parameters: Arrays, tau: int) -> Arrays:
    """Every step has a loss, and every loss a window of its own. Is something overwritten?"""
    _, o = linear_rnn_forward(x, h0, parameters)
    reached = o.copy()
    reached[:, :, -1] = y[:, :, -1]
    return windowed_bptt(x, reached, h0, parameters, tau)


@misconception("windowed_bptt")
def windows_averaged_over_their_own_steps(
    x: Array, y: Array, h0: Array, parameters: Arrays, tau: int
) -> Arrays:
    """By what does the loss divide: the steps of a window, or those of the sequence?"""
    gradients = windowed_bptt(x, y, h0, parameters, tau)
    factor = x.shape[2] / min(tau, x.shape[2])
    return {name: factor * gradient for name, gradient in gradients.items()}


@misconception("windowed_bptt")
def windows_carried_without_the_transpose(
    x: Array, y: Array, h0: Array, parameters: Arrays, tau: int
) -> Arrays:
    """Forwards, W_hh sums over its second index. Over which one must the way back sum?"""
    if tau < 1:
        raise ValueError("tau must be at least 1")
    h, o = linear_rnn_forward(x, h0, parameters)
    _, batch, steps = y.shape
    do = (o - y) / (steps * batch)
    dW_hx, dW_hh = np.zeros_like(parameters["W_hx"]), np.zeros_like(parameters["W_hh"])
    for t in range(steps):
        arriving = parameters["W_qh"].T @ do[:, :, t]
        for s in range(t, max(t - tau, -1), -1):
            dW_hx += arriving @ x[:, :, s].T
            dW_hh += arriving @ (h[:, :, s - 1] if s > 0 else h0).T
            arriving = parameters["W_hh"] @ arriving
    return {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": np.einsum("qbt,nbt->qn", do, h)}


@misconception("windowed_bptt")
def steps_before_the_sequence_visited(
    x: Array, y: Array, h0: Array, parameters: Arrays, tau: int
) -> Arrays:
    """Where does the window of an early step end? A negative index is no error in Python."""
    if tau < 1:
        raise ValueError("tau must be at least 1")
    h, o = linear_rnn_forward(x, h0, parameters)
    _, batch, steps = y.shape
    do = (o - y) / (steps * batch)
    before = np.concatenate([h0[:, :, None], h[:, :, :-1]], axis=2)
    dW_hx, dW_hh = np.zeros_like(parameters["W_hx"]), np.zeros_like(parameters["W_hh"])
    for t in range(steps):
        arriving = parameters["W_qh"].T @ do[:, :, t]
        for s in range(t, t - min(tau, steps), -1):
            dW_hx += arriving @ x[:, :, s].T
            dW_hh += arriving @ before[:, :, s].T
            arriving = parameters["W_hh"].T @ arriving
    return {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": np.einsum("qbt,nbt->qn", do, h)}


@misconception("windowed_bptt")
def windows_of_no_steps_accepted(
    x: Array, y: Array, h0: Array, parameters: Arrays, tau: int
) -> Arrays:
    """What would a window of zero steps be? The caller should be told."""
    if tau < 1:
        full = linear_rnn_backward(x, y, h0, parameters)
        return {**{"d" + name: 0 * full["d" + name] for name in parameters},
                "dW_qh": full["dW_qh"]}  # fmt: skip
    return windowed_bptt(x, y, h0, parameters, tau)
