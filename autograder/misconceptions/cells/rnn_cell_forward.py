"""Known mistakes in `rnn_cell_forward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.cells import Array, Arrays, rnn_cell_forward, softmax


@misconception("rnn_cell_forward")
def input_and_state_weights_without_bias(
    x_t: Array, s_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """The pre-activation has three terms. Which of them is missing?"""
    s_next = np.tanh(parameters["U"] @ x_t + parameters["W"] @ s_prev)
    out_pred = softmax(parameters["V"] @ s_next + parameters["by"])
    return s_next, out_pred, (s_next, s_prev, x_t, parameters)


@misconception("rnn_cell_forward")
def prediction_without_bias(
    x_t: Array, s_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """The output layer has a bias of its own."""
    s_next, _, cache = rnn_cell_forward(x_t, s_prev, parameters)
    return s_next, softmax(parameters["V"] @ s_next), cache


@misconception("rnn_cell_forward")
def bias_added_twice(x_t: Array, s_prev: Array, parameters: Arrays) -> tuple[Array, Array, Any]:
    """One bias belongs to the whole pre-activation, not one to each of its products."""
    U, W, V = parameters["U"], parameters["W"], parameters["V"]
    s_next = np.tanh((U @ x_t + parameters["ba"]) + (W @ s_prev + parameters["ba"]))
    out_pred = softmax(V @ s_next + parameters["by"])
    return s_next, out_pred, (s_next, s_prev, x_t, parameters)


@misconception("rnn_cell_forward")
def state_weights_transposed(
    x_t: Array, s_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """Forwards, the state weights stand as they are. Where does the transpose belong?"""
    U, W, V = parameters["U"], parameters["W"], parameters["V"]
    s_next = np.tanh(U @ x_t + W.T @ s_prev + parameters["ba"])
    out_pred = softmax(V @ s_next + parameters["by"])
    return s_next, out_pred, (s_next, s_prev, x_t, parameters)


@misconception("rnn_cell_forward")
def tanh_twice(x_t: Array, s_prev: Array, parameters: Arrays) -> tuple[Array, Array, Any]:
    """The state is squashed once. Is something that is activated already activated again?"""
    U, W, V = parameters["U"], parameters["W"], parameters["V"]
    s_next = np.tanh(np.tanh(U @ x_t + W @ s_prev + parameters["ba"]))
    out_pred = softmax(V @ s_next + parameters["by"])
    return s_next, out_pred, (s_next, s_prev, x_t, parameters)


@misconception("rnn_cell_forward")
def predicts_from_the_old_state(
    x_t: Array, s_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """The prediction is made after this step's input was read. From which state, then?"""
    s_next, _, cache = rnn_cell_forward(x_t, s_prev, parameters)
    return s_next, softmax(parameters["V"] @ s_prev + parameters["by"]), cache


@misconception("rnn_cell_forward")
def prediction_without_softmax(
    x_t: Array, s_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """These are logits. What turns them into probabilities?"""
    s_next, _, cache = rnn_cell_forward(x_t, s_prev, parameters)
    return s_next, parameters["V"] @ s_next + parameters["by"], cache


@misconception("rnn_cell_forward")
def logistic_in_place_of_tanh(
    x_t: Array, s_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """Several functions squash. Which one does this cell use, and between which values is it?"""
    a = parameters["U"] @ x_t + parameters["W"] @ s_prev + parameters["ba"]
    s_next = 0.5 + 0.5 * np.tanh(a / 2)
    out_pred = softmax(parameters["V"] @ s_next + parameters["by"])
    return s_next, out_pred, (s_next, s_prev, x_t, parameters)
