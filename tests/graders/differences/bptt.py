"""The gradients of `bptt`: cut where the backward is, by holding a state before the cut fixed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from solutions.bptt import Array, linear_rnn_forward, linear_rnn_loss
from tests.graders.differences.numerical import Arrays, numerical


def of_parameters(objective: Callable[[Arrays], float], parameters: Arrays) -> Arrays:
    def of_moved(given: Arrays) -> float:
        return objective({name[1:]: value for name, value in given.items()})

    return numerical(of_moved, {f"d{name}": value for name, value in parameters.items()})


def linear_rnn_backward(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    steps = x.shape[2]

    def objective(changed: Arrays) -> float:
        return linear_rnn_loss(linear_rnn_forward(x, h0, changed)[1], y)

    def moved_state(given: Arrays) -> float:
        total = 0.0
        for t in range(steps):  # each state is moved by itself, and moves those behind it
            h = given["dh"][:, :, t]
            for later in range(t, steps):
                total += np.sum((parameters["W_qh"] @ h - y[:, :, later]) ** 2) / 2
                if later + 1 < steps:
                    x_t = x[:, :, later + 1]
                    h = parameters["W_hx"] @ x_t + parameters["W_hh"] @ h
        return float(total / (y.shape[1] * steps))

    h, _ = linear_rnn_forward(x, h0, parameters)
    return {**of_parameters(objective, parameters), **numerical(moved_state, {"dh": h})}


def chunked_bptt(x: Array, y: Array, h0: Array, parameters: Arrays, tau: int) -> Arrays:
    if tau < 1:
        raise ValueError("there is no such chunk")
    h, _ = linear_rnn_forward(x, h0, parameters)

    def objective(changed: Arrays) -> float:
        total = 0.0
        for start in range(0, x.shape[2], tau):
            chunk = slice(start, start + tau)
            held = h[:, :, start - 1] if start else h0
            _, o = linear_rnn_forward(x[:, :, chunk], held, changed)
            total += np.sum((o - y[:, :, chunk]) ** 2) / 2
        return float(total / (y.shape[1] * y.shape[2]))

    return of_parameters(objective, parameters)


def windowed_bptt(x: Array, y: Array, h0: Array, parameters: Arrays, tau: int) -> Arrays:
    if tau < 1:
        raise ValueError("there is no such window")
    h, _ = linear_rnn_forward(x, h0, parameters)

    def objective(changed: Arrays) -> float:
        total = 0.0
        for t in range(x.shape[2]):
            start = max(t - tau + 1, 0)
            held = h[:, :, start - 1] if start else h0
            _, o = linear_rnn_forward(x[:, :, start : t + 1], held, changed)
            total += np.sum((o[:, :, -1] - y[:, :, t]) ** 2) / 2
        return float(total / (y.shape[1] * y.shape[2]))

    return of_parameters(objective, parameters)


def randomized_bptt(x: Array, y: Array, h0: Array, parameters: Arrays, xi: Array) -> Arrays:
    h, _ = linear_rnn_forward(x, h0, parameters)

    def objective(changed: Arrays) -> float:
        total, state = 0.0, h0
        for t in range(x.shape[2]):
            held = h[:, :, t - 1] if t else h0
            before = held + xi[t] * (state - held)
            state = changed["W_hx"] @ x[:, :, t] + changed["W_hh"] @ before
            total += np.sum((changed["W_qh"] @ state - y[:, :, t]) ** 2) / 2
        return float(total / (y.shape[1] * y.shape[2]))

    return of_parameters(objective, parameters)


def tanh_network(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    def objective(changed: Arrays) -> float:
        total, h = 0.0, h0
        for t in range(x.shape[2]):
            h = np.tanh(changed["W_hx"] @ x[:, :, t] + changed["W_hh"] @ h)
            total += np.sum((changed["W_qh"] @ h - y[:, :, t]) ** 2) / 2
        return float(total / (y.shape[1] * y.shape[2]))

    return of_parameters(objective, parameters)


def checkpointed_bptt(x: Array, y: Array, h0: Array, parameters: Arrays, every: int) -> Arrays:
    if every < 1:
        raise ValueError("nothing is kept")
    return tanh_network(x, y, h0, parameters)


def rtrl(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    return tanh_network(x, y, h0, parameters)
