"""Known mistakes in `rnn_cell_backward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.cells import Array, Arrays, rnn_cell_backward


@misconception("rnn_cell_backward")
def tanh_derivative_not_squared(ds_next: Array, cache: Any) -> Arrays:
    """Look again at the derivative of tanh, written in terms of its value."""
    s_next, s_prev, x_t, parameters = cache
    da = ds_next * (1 - s_next)
    return {
        "dx_t": parameters["U"].T @ da,
        "ds_prev": parameters["W"].T @ da,
        "dU": da @ x_t.T,
        "dW": da @ s_prev.T,
        "dba": da.sum(axis=1, keepdims=True),
    }


@misconception("rnn_cell_backward")
def tanh_derivative_missing(ds_next: Array, cache: Any) -> Arrays:
    """Between the state and the pre-activation lies tanh. What does it do to the gradient?"""
    _, s_prev, x_t, parameters = cache
    da = ds_next
    return {
        "dx_t": parameters["U"].T @ da,
        "ds_prev": parameters["W"].T @ da,
        "dU": da @ x_t.T,
        "dW": da @ s_prev.T,
        "dba": da.sum(axis=1, keepdims=True),
    }


@misconception("rnn_cell_backward")
def tanh_derivative_at_the_old_state(ds_next: Array, cache: Any) -> Arrays:
    """At which state is the derivative of this step's tanh taken?"""
    _, s_prev, x_t, parameters = cache
    da = ds_next * (1 - s_prev**2)
    return {
        "dx_t": parameters["U"].T @ da,
        "ds_prev": parameters["W"].T @ da,
        "dU": da @ x_t.T,
        "dW": da @ s_prev.T,
        "dba": da.sum(axis=1, keepdims=True),
    }


@misconception("rnn_cell_backward")
def tanh_of_the_activated_state(ds_next: Array, cache: Any) -> Arrays:
    """`s_next` is tanh of the pre-activation already. Do you apply tanh to it once more?"""
    s_next, s_prev, x_t, parameters = cache
    da = ds_next * (1 - np.tanh(s_next) ** 2)
    return {
        "dx_t": parameters["U"].T @ da,
        "ds_prev": parameters["W"].T @ da,
        "dU": da @ x_t.T,
        "dW": da @ s_prev.T,
        "dba": da.sum(axis=1, keepdims=True),
    }


@misconception("rnn_cell_backward")
def new_state_in_the_weight_gradient(ds_next: Array, cache: Any) -> Arrays:
    """Which state does W multiply in this step: the one before, or the one after? Does your cache
    hold the right one?
    """
    s_next = cache[0]
    da = ds_next * (1 - s_next**2)
    return {**rnn_cell_backward(ds_next, cache), "dW": da @ s_next.T}


@misconception("rnn_cell_backward")
def state_weights_not_transposed(ds_next: Array, cache: Any) -> Arrays:
    """Going backwards through `W @ s`, the shapes fit both ways for a square W. Do the indices?"""
    s_next, _, _, parameters = cache
    da = ds_next * (1 - s_next**2)
    return {**rnn_cell_backward(ds_next, cache), "ds_prev": parameters["W"] @ da}


@misconception("rnn_cell_backward")
def weight_gradient_transposed(ds_next: Array, cache: Any) -> Arrays:
    """Rows of W belong to the new state, columns to the old one. So do those of its gradient."""
    gradients = rnn_cell_backward(ds_next, cache)
    return {**gradients, "dW": gradients["dW"].T}


@misconception("rnn_cell_backward")
def bias_not_summed_over_the_batch(ds_next: Array, cache: Any) -> Arrays:
    """One bias serves every example of the batch. How do their gradients come together?"""
    s_next = cache[0]
    return {**rnn_cell_backward(ds_next, cache), "dba": ds_next * (1 - s_next**2)}


@misconception("rnn_cell_backward")
def bias_averaged_over_the_batch(ds_next: Array, cache: Any) -> Arrays:
    """`ds_next` holds each example's share of the loss already: is there anything to average?"""
    gradients = rnn_cell_backward(ds_next, cache)
    return {**gradients, "dba": gradients["dba"] / ds_next.shape[1]}


@misconception("rnn_cell_backward")
def bias_summed_to_one_number(ds_next: Array, cache: Any) -> Arrays:
    """Each hidden unit has a bias of its own. Over which axis do you sum?"""
    gradients = rnn_cell_backward(ds_next, cache)
    return {**gradients, "dba": np.full_like(gradients["dba"], gradients["dba"].sum())}
