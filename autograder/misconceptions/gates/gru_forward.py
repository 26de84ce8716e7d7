"""Known mistakes in `gru_forward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.gates import Array, Arrays, gru_cell_forward, gru_forward


@misconception("gru_forward")
def initial_state_at_every_step(x: Array, h0: Array, parameters: Arrays) -> tuple[Array, Any]:
    """A recurrent network remembers: which state goes into the second step?"""
    steps = [gru_cell_forward(x[:, :, t], h0, parameters) for t in range(x.shape[2])]
    states, caches = zip(*steps, strict=True)
    return np.stack(states, axis=2), list(caches)


@misconception("gru_forward")
def zero_initial_state(x: Array, h0: Array, parameters: Arrays) -> tuple[Array, Any]:
    """The first step starts from `h0`, which need not be zero."""
    return gru_forward(x, np.zeros_like(h0), parameters)


@misconception("gru_forward")
def sequence_read_backwards(x: Array, h0: Array, parameters: Arrays) -> tuple[Array, Any]:
    """In which direction does time run?"""
    h, caches = gru_forward(x[:, :, ::-1], h0, parameters)
    return h[:, :, ::-1], caches[::-1]


@misconception("gru_forward")
def states_before_each_step(x: Array, h0: Array, parameters: Arrays) -> tuple[Array, Any]:
    """`h[:, :, t]` is the state after step t, not the one that went into it."""
    h, caches = gru_forward(x, h0, parameters)
    return np.concatenate([h0[:, :, None], h[:, :, :-1]], axis=2), caches


@misconception("gru_forward")
def first_input_at_every_step(x: Array, h0: Array, parameters: Arrays) -> tuple[Array, Any]:
    """Every step reads its own input. Which slice of `x` do you take?"""
    return gru_forward(np.broadcast_to(x[:, :, :1], x.shape), h0, parameters)


@misconception("gru_forward")
def only_the_last_state(x: Array, h0: Array, parameters: Arrays) -> tuple[Array, Any]:
    """The states of all steps are asked for. Which of them do you return?"""
    h, caches = gru_forward(x, h0, parameters)
    return np.broadcast_to(h[:, :, -1:], h.shape).copy(), caches
