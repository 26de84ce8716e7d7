"""Known mistakes in `windowed_bptt` that are no edits of it."""

from __future__ import annotations

import numpy as np

from solutions.bptt import Array, Arrays, chunked_bptt, linear_rnn_backward, linear_rnn_forward


def chunks_for_windows(x: Array, y: Array, h0: Array, parameters: Arrays, tau: int) -> Arrays:
    return chunked_bptt(x, y, h0, parameters, tau)


def state_reset_before_every_window(
    x: Array, y: Array, h0: Array, parameters: Arrays, tau: int
) -> Arrays:
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


def every_loss_of_the_window_at_every_step(
    x: Array, y: Array, h0: Array, parameters: Arrays, tau: int
) -> Arrays:
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
