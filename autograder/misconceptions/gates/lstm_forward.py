"""Known mistakes in `lstm_forward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.gates import Array, Arrays, lstm_cell_forward, lstm_forward


@misconception("lstm_forward")
def initial_hidden_state_at_every_step(
    x: Array, h0: Array, c0: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """The network remembers: which hidden state goes into the second step?"""
    hidden_states, cell_states, caches = [], [], []
    c_t = c0
    for t in range(x.shape[2]):
        h_t, c_t, cache = lstm_cell_forward(x[:, :, t], h0, c_t, parameters)
        hidden_states.append(h_t)
        cell_states.append(c_t)
        caches.append(cache)
    return np.stack(hidden_states, axis=2), np.stack(cell_states, axis=2), caches


@misconception("lstm_forward")
def initial_cell_state_at_every_step(
    x: Array, h0: Array, c0: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """Two states go from step to step. Does yours carry both?"""
    hidden_states, cell_states, caches = [], [], []
    h_t = h0
    for t in range(x.shape[2]):
        h_t, c_t, cache = lstm_cell_forward(x[:, :, t], h_t, c0, parameters)
        hidden_states.append(h_t)
        cell_states.append(c_t)
        caches.append(cache)
    return np.stack(hidden_states, axis=2), np.stack(cell_states, axis=2), caches


@misconception("lstm_forward")
def both_initial_states_at_every_step(
    x: Array, h0: Array, c0: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """Nothing is remembered from one step to the next. What goes into the second step?"""
    steps = [lstm_cell_forward(x[:, :, t], h0, c0, parameters) for t in range(x.shape[2])]
    hidden_states, cell_states, caches = zip(*steps, strict=True)
    return np.stack(hidden_states, axis=2), np.stack(cell_states, axis=2), list(caches)


@misconception("lstm_forward")
def zero_initial_hidden_state(
    x: Array, h0: Array, c0: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """The first step starts from `h0`, which need not be zero."""
    return lstm_forward(x, np.zeros_like(h0), c0, parameters)


@misconception("lstm_forward")
def zero_initial_cell_state(
    x: Array, h0: Array, c0: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """The first step starts from `c0`, which need not be zero."""
    return lstm_forward(x, h0, np.zeros_like(c0), parameters)


@misconception("lstm_forward")
def initial_states_swapped(
    x: Array, h0: Array, c0: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """There are two initial states. Which of them is which, where you call the cell?"""
    return lstm_forward(x, c0, h0, parameters)


@misconception("lstm_forward")
def states_swapped_between_steps(
    x: Array, h0: Array, c0: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """The cell returns two states and receives two. Do their orders agree?"""
    hidden_states, cell_states, caches = [], [], []
    h_t, c_t = h0, c0
    for t in range(x.shape[2]):
        h_next, c_next, cache = lstm_cell_forward(x[:, :, t], h_t, c_t, parameters)
        h_t, c_t = c_next, h_next
        hidden_states.append(h_next)
        cell_states.append(c_next)
        caches.append(cache)
    return np.stack(hidden_states, axis=2), np.stack(cell_states, axis=2), caches


@misconception("lstm_forward")
def sequence_read_backwards(
    x: Array, h0: Array, c0: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """In which direction does time run?"""
    h, c, caches = lstm_forward(x[:, :, ::-1], h0, c0, parameters)
    return h[:, :, ::-1], c[:, :, ::-1], caches[::-1]


@misconception("lstm_forward")
def states_before_each_step(
    x: Array, h0: Array, c0: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """Index t holds the states after step t, not those that went into it."""
    h, c, caches = lstm_forward(x, h0, c0, parameters)
    h = np.concatenate([h0[:, :, None], h[:, :, :-1]], axis=2)
    return h, np.concatenate([c0[:, :, None], c[:, :, :-1]], axis=2), caches


@misconception("lstm_forward")
def first_input_at_every_step(
    x: Array, h0: Array, c0: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """Every step reads its own input. Which slice of `x` do you take?"""
    return lstm_forward(np.broadcast_to(x[:, :, :1], x.shape), h0, c0, parameters)


@misconception("lstm_forward")
def hidden_states_in_place_of_cell_states(
    x: Array, h0: Array, c0: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """Two different sequences of states are asked for. Did you put the right one into each?"""
    h, _, caches = lstm_forward(x, h0, c0, parameters)
    return h, h, caches
