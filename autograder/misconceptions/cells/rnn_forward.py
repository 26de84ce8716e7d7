"""Known mistakes in `rnn_forward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.cells import Array, Arrays, rnn_cell_forward, rnn_forward


@misconception("rnn_forward")
def initial_state_at_every_step(
    x: Array, s0: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """A recurrent network remembers: which state goes into the second step?"""
    steps = [rnn_cell_forward(x[:, :, t], s0, parameters) for t in range(x.shape[2])]
    states, predictions, caches = zip(*steps, strict=True)
    return np.stack(states, axis=2), np.stack(predictions, axis=2), list(caches)


@misconception("rnn_forward")
def zero_initial_state(x: Array, s0: Array, parameters: Arrays) -> tuple[Array, Array, Any]:
    """The first step starts from `s0`, which need not be zero."""
    return rnn_forward(x, np.zeros_like(s0), parameters)


@misconception("rnn_forward")
def sequence_read_backwards(x: Array, s0: Array, parameters: Arrays) -> tuple[Array, Array, Any]:
    """In which direction does time run?"""
    states, predictions, caches = rnn_forward(x[:, :, ::-1], s0, parameters)
    return states[:, :, ::-1], predictions[:, :, ::-1], caches[::-1]


@misconception("rnn_forward")
def states_before_each_step(x: Array, s0: Array, parameters: Arrays) -> tuple[Array, Array, Any]:
    """`s[:, :, t]` is the state after step t, not the one that went into it."""
    states, predictions, caches = rnn_forward(x, s0, parameters)
    return np.concatenate([s0[:, :, None], states[:, :, :-1]], axis=2), predictions, caches


@misconception("rnn_forward")
def first_input_at_every_step(x: Array, s0: Array, parameters: Arrays) -> tuple[Array, Array, Any]:
    """Every step reads its own input. Which slice of `x` do you take?"""
    return rnn_forward(np.broadcast_to(x[:, :, :1], x.shape), s0, parameters)
