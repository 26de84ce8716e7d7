"""Known mistakes in `chunked_bptt`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.bptt import (
    Array,
    Arrays,
    chunked_bptt,
    linear_rnn_backward,
    linear_rnn_forward,
    randomized_bptt,
    windowed_bptt,
)


@misconception("chunked_bptt")
def state_reset_at_every_chunk(
    x: Array, y: Array, h0: Array, parameters: Arrays, tau: int
) -> Arrays:
    """The gradient is cut; the state is not. Which state does the second chunk start from?"""
    if tau < 1:
        raise ValueError("tau must be at least 1")
    total = {"d" + name: np.zeros_like(value) for name, value in parameters.items()}
    for start in range(0, x.shape[2], tau):
        x_part, y_part = x[:, :, start : start + tau], y[:, :, start : start + tau]
        part = linear_rnn_backward(x_part, y_part, h0, parameters)
        for name in total:
            total[name] = total[name] + part[name] * x_part.shape[2] / x.shape[2]
    return total


@misconception("chunked_bptt")
def state_set_to_zero_at_every_chunk(
    x: Array, y: Array, h0: Array, parameters: Arrays, tau: int
) -> Arrays:
    """The gradient is cut; the state is not. Which state does the second chunk start from?"""
    if tau < 1:
        raise ValueError("tau must be at least 1")
    total = {"d" + name: np.zeros_like(value) for name, value in parameters.items()}
    for start in range(0, x.shape[2], tau):
        x_part, y_part = x[:, :, start : start + tau], y[:, :, start : start + tau]
        first = h0 if start == 0 else np.zeros_like(h0)
        part = linear_rnn_backward(x_part, y_part, first, parameters)
        for name in total:
            total[name] = total[name] + part[name] * x_part.shape[2] / x.shape[2]
    return total


@misconception("chunked_bptt")
def averaged_over_the_steps_of_each_chunk(
    x: Array, y: Array, h0: Array, parameters: Arrays, tau: int
) -> Arrays:
    """The loss averages over how many steps: those of a chunk, or those of the sequence?"""
    if tau < 1:
        raise ValueError("tau must be at least 1")
    total = {"d" + name: np.zeros_like(value) for name, value in parameters.items()}
    state = h0
    for start in range(0, x.shape[2], tau):
        x_part, y_part = x[:, :, start : start + tau], y[:, :, start : start + tau]
        part = linear_rnn_backward(x_part, y_part, state, parameters)
        for name in total:
            total[name] = total[name] + part[name]
        state = linear_rnn_forward(x_part, state, parameters)[0][:, :, -1]
    return total


@misconception("chunked_bptt")
def every_chunk_counted_alike(
    x: Array, y: Array, h0: Array, parameters: Arrays, tau: int
) -> Arrays:
    """The last chunk may be shorter than the others. How much of the loss is its own?"""
    if tau < 1:
        raise ValueError("tau must be at least 1")
    total = {"d" + name: np.zeros_like(value) for name, value in parameters.items()}
    starts = range(0, x.shape[2], tau)
    state = h0
    for start in starts:
        x_part, y_part = x[:, :, start : start + tau], y[:, :, start : start + tau]
        part = linear_rnn_backward(x_part, y_part, state, parameters)
        for name in total:
            total[name] = total[name] + part[name] / len(starts)
        state = linear_rnn_forward(x_part, state, parameters)[0][:, :, -1]
    return total


@misconception("chunked_bptt")
def shorter_last_chunk_dropped(
    x: Array, y: Array, h0: Array, parameters: Arrays, tau: int
) -> Arrays:
    """The sequence need not be a multiple of tau. What becomes of the steps that are left?"""
    if tau < 1:
        raise ValueError("tau must be at least 1")
    whole = x.shape[2] // tau * tau
    if whole == 0:
        return {"d" + name: np.zeros_like(value) for name, value in parameters.items()}
    part = chunked_bptt(x[:, :, :whole], y[:, :, :whole], h0, parameters, tau)
    return {name: gradient * whole / x.shape[2] for name, gradient in part.items()}


@misconception("chunked_bptt")
def last_chunk_only(x: Array, y: Array, h0: Array, parameters: Arrays, tau: int) -> Arrays:
    """Every chunk contributes to the gradient. Is something overwritten on the way?"""
    if tau < 1:
        raise ValueError("tau must be at least 1")
    start = (x.shape[2] - 1) // tau * tau
    state = h0
    if start > 0:
        state = linear_rnn_forward(x[:, :, :start], h0, parameters)[0][:, :, -1]
    part = linear_rnn_backward(x[:, :, start:], y[:, :, start:], state, parameters)
    share = (x.shape[2] - start) / x.shape[2]
    return {"d" + name: share * part["d" + name] for name in parameters}


@misconception("chunked_bptt")
def one_step_more_in_every_chunk(
    x: Array, y: Array, h0: Array, parameters: Arrays, tau: int
) -> Arrays:
    """How many steps has your chunk? With tau = 1 no step may hear of another's loss."""
    if tau < 1:
        raise ValueError("tau must be at least 1")
    return chunked_bptt(x, y, h0, parameters, tau + 1)


@misconception("chunked_bptt")
def one_step_less_in_every_chunk(
    x: Array, y: Array, h0: Array, parameters: Arrays, tau: int
) -> Arrays:
    """How many steps has your chunk? With tau = 2 the gradient does go from one to another."""
    if tau < 1:
        raise ValueError("tau must be at least 1")
    return chunked_bptt(x, y, h0, parameters, max(tau - 1, 1))


@misconception("chunked_bptt")
def windows_for_chunks(x: Array, y: Array, h0: Array, parameters: Arrays, tau: int) -> Arrays:
    """Chunks have fixed borders. Does the first loss of a chunk reach across the one behind it?"""
    return windowed_bptt(x, y, h0, parameters, tau)


@misconception("chunked_bptt")
def chunks_counted_from_the_end(
    x: Array, y: Array, h0: Array, parameters: Arrays, tau: int
) -> Arrays:
    """Where does the first chunk begin, and which of the chunks may be the shorter one?"""
    if tau < 1:
        raise ValueError("tau must be at least 1")
    first = x.shape[2] % tau or min(tau, x.shape[2])
    xi = np.ones(x.shape[2])
    xi[first::tau] = 0
    return randomized_bptt(x, y, h0, parameters, xi)


@misconception("chunked_bptt")
def chunks_of_no_steps_accepted(
    x: Array, y: Array, h0: Array, parameters: Arrays, tau: int
) -> Arrays:
    """What would a chunk of zero steps be? The caller should be told."""
    if tau < 1:
        return {"d" + name: np.zeros_like(value) for name, value in parameters.items()}
    return chunked_bptt(x, y, h0, parameters, tau)
