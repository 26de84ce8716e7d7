"""Known mistakes in `lstm_cell_forward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.gates import Array, Arrays, sigmoid


@misconception("lstm_cell_forward")
def forget_and_input_gate_swapped(
    x_t: Array, h_prev: Array, c_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """Which gate multiplies what is there already, and which one what is new?"""
    p = parameters
    f = sigmoid(p["Wf"] @ h_prev + p["Uf"] @ x_t + p["bf"])
    i = sigmoid(p["Wi"] @ h_prev + p["Ui"] @ x_t + p["bi"])
    o = sigmoid(p["Wo"] @ h_prev + p["Uo"] @ x_t + p["bo"])
    c_tilde = np.tanh(p["Wc"] @ h_prev + p["Uc"] @ x_t + p["bc"])
    c_next = i * c_prev + f * c_tilde
    h_next = o * np.tanh(c_next)
    return h_next, c_next, (x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, parameters)


@misconception("lstm_cell_forward")
def input_and_output_gate_swapped(
    x_t: Array, h_prev: Array, c_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """Which gate decides what is written, and which one what is shown?"""
    p = parameters
    f = sigmoid(p["Wf"] @ h_prev + p["Uf"] @ x_t + p["bf"])
    i = sigmoid(p["Wi"] @ h_prev + p["Ui"] @ x_t + p["bi"])
    o = sigmoid(p["Wo"] @ h_prev + p["Uo"] @ x_t + p["bo"])
    c_tilde = np.tanh(p["Wc"] @ h_prev + p["Uc"] @ x_t + p["bc"])
    c_next = f * c_prev + o * c_tilde
    h_next = i * np.tanh(c_next)
    return h_next, c_next, (x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, parameters)


@misconception("lstm_cell_forward")
def tanh_of_the_cell_omitted(
    x_t: Array, h_prev: Array, c_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """The cell state may be larger than 1. What brings it into range before it is shown?"""
    p = parameters
    f = sigmoid(p["Wf"] @ h_prev + p["Uf"] @ x_t + p["bf"])
    i = sigmoid(p["Wi"] @ h_prev + p["Ui"] @ x_t + p["bi"])
    o = sigmoid(p["Wo"] @ h_prev + p["Uo"] @ x_t + p["bo"])
    c_tilde = np.tanh(p["Wc"] @ h_prev + p["Uc"] @ x_t + p["bc"])
    c_next = f * c_prev + i * c_tilde
    h_next = o * c_next
    return h_next, c_next, (x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, parameters)


@misconception("lstm_cell_forward")
def tanh_of_the_cell_kept_in_the_cell(
    x_t: Array, h_prev: Array, c_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """What is shown is squashed. Is what is carried on to the next step squashed, too?"""
    p = parameters
    f = sigmoid(p["Wf"] @ h_prev + p["Uf"] @ x_t + p["bf"])
    i = sigmoid(p["Wi"] @ h_prev + p["Ui"] @ x_t + p["bi"])
    o = sigmoid(p["Wo"] @ h_prev + p["Uo"] @ x_t + p["bo"])
    c_tilde = np.tanh(p["Wc"] @ h_prev + p["Uc"] @ x_t + p["bc"])
    c_next = np.tanh(f * c_prev + i * c_tilde)
    h_next = o * c_next
    return h_next, c_next, (x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, parameters)


@misconception("lstm_cell_forward")
def output_gate_omitted(
    x_t: Array, h_prev: Array, c_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """Three gates decide. Which of them is missing in the hidden state?"""
    p = parameters
    f = sigmoid(p["Wf"] @ h_prev + p["Uf"] @ x_t + p["bf"])
    i = sigmoid(p["Wi"] @ h_prev + p["Ui"] @ x_t + p["bi"])
    o = sigmoid(p["Wo"] @ h_prev + p["Uo"] @ x_t + p["bo"])
    c_tilde = np.tanh(p["Wc"] @ h_prev + p["Uc"] @ x_t + p["bc"])
    c_next = f * c_prev + i * c_tilde
    h_next = np.tanh(c_next)
    return h_next, c_next, (x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, parameters)


@misconception("lstm_cell_forward")
def input_gate_omitted(
    x_t: Array, h_prev: Array, c_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """Three gates decide. Is the candidate written as it is?"""
    p = parameters
    f = sigmoid(p["Wf"] @ h_prev + p["Uf"] @ x_t + p["bf"])
    i = sigmoid(p["Wi"] @ h_prev + p["Ui"] @ x_t + p["bi"])
    o = sigmoid(p["Wo"] @ h_prev + p["Uo"] @ x_t + p["bo"])
    c_tilde = np.tanh(p["Wc"] @ h_prev + p["Uc"] @ x_t + p["bc"])
    c_next = f * c_prev + c_tilde
    h_next = o * np.tanh(c_next)
    return h_next, c_next, (x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, parameters)


@misconception("lstm_cell_forward")
def forget_gate_omitted(
    x_t: Array, h_prev: Array, c_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """Without a forget gate the cell can only collect. That is the LSTM as it was first
    published; here a gate decides what is kept.
    """
    p = parameters
    f = sigmoid(p["Wf"] @ h_prev + p["Uf"] @ x_t + p["bf"])
    i = sigmoid(p["Wi"] @ h_prev + p["Ui"] @ x_t + p["bi"])
    o = sigmoid(p["Wo"] @ h_prev + p["Uo"] @ x_t + p["bo"])
    c_tilde = np.tanh(p["Wc"] @ h_prev + p["Uc"] @ x_t + p["bc"])
    c_next = c_prev + i * c_tilde
    h_next = o * np.tanh(c_next)
    return h_next, c_next, (x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, parameters)


@misconception("lstm_cell_forward")
def forget_gate_coupled_to_the_input_gate(
    x_t: Array, h_prev: Array, c_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """This is a published variant, in which one gate decides on both keeping and writing. Here
    each has a gate of its own.
    """
    p = parameters
    f = sigmoid(p["Wf"] @ h_prev + p["Uf"] @ x_t + p["bf"])
    i = sigmoid(p["Wi"] @ h_prev + p["Ui"] @ x_t + p["bi"])
    o = sigmoid(p["Wo"] @ h_prev + p["Uo"] @ x_t + p["bo"])
    c_tilde = np.tanh(p["Wc"] @ h_prev + p["Uc"] @ x_t + p["bc"])
    c_next = (1 - i) * c_prev + i * c_tilde
    h_next = o * np.tanh(c_next)
    return h_next, c_next, (x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, parameters)


@misconception("lstm_cell_forward")
def forget_gate_forgets_when_open(
    x_t: Array, h_prev: Array, c_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """Mind the name: what happens to the old cell state where the forget gate is 1?"""
    p = parameters
    f = sigmoid(p["Wf"] @ h_prev + p["Uf"] @ x_t + p["bf"])
    i = sigmoid(p["Wi"] @ h_prev + p["Ui"] @ x_t + p["bi"])
    o = sigmoid(p["Wo"] @ h_prev + p["Uo"] @ x_t + p["bo"])
    c_tilde = np.tanh(p["Wc"] @ h_prev + p["Uc"] @ x_t + p["bc"])
    c_next = (1 - f) * c_prev + i * c_tilde
    h_next = o * np.tanh(c_next)
    return h_next, c_next, (x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, parameters)


@misconception("lstm_cell_forward")
def candidate_with_sigmoid(
    x_t: Array, h_prev: Array, c_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """A gate lies between 0 and 1. May what is written be negative?"""
    p = parameters
    f = sigmoid(p["Wf"] @ h_prev + p["Uf"] @ x_t + p["bf"])
    i = sigmoid(p["Wi"] @ h_prev + p["Ui"] @ x_t + p["bi"])
    o = sigmoid(p["Wo"] @ h_prev + p["Uo"] @ x_t + p["bo"])
    c_tilde = sigmoid(p["Wc"] @ h_prev + p["Uc"] @ x_t + p["bc"])
    c_next = f * c_prev + i * c_tilde
    h_next = o * np.tanh(c_next)
    return h_next, c_next, (x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, parameters)


@misconception("lstm_cell_forward")
def gates_with_tanh(
    x_t: Array, h_prev: Array, c_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """A gate lies between 0 and 1. Which activation does that?"""
    p = parameters
    f = np.tanh(p["Wf"] @ h_prev + p["Uf"] @ x_t + p["bf"])
    i = np.tanh(p["Wi"] @ h_prev + p["Ui"] @ x_t + p["bi"])
    o = np.tanh(p["Wo"] @ h_prev + p["Uo"] @ x_t + p["bo"])
    c_tilde = np.tanh(p["Wc"] @ h_prev + p["Uc"] @ x_t + p["bc"])
    c_next = f * c_prev + i * c_tilde
    h_next = o * np.tanh(c_next)
    return h_next, c_next, (x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, parameters)


@misconception("lstm_cell_forward")
def biases_omitted(
    x_t: Array, h_prev: Array, c_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """Each pre-activation has three terms. Which of them is missing?"""
    p = parameters
    f = sigmoid(p["Wf"] @ h_prev + p["Uf"] @ x_t)
    i = sigmoid(p["Wi"] @ h_prev + p["Ui"] @ x_t)
    o = sigmoid(p["Wo"] @ h_prev + p["Uo"] @ x_t)
    c_tilde = np.tanh(p["Wc"] @ h_prev + p["Uc"] @ x_t)
    c_next = f * c_prev + i * c_tilde
    h_next = o * np.tanh(c_next)
    return h_next, c_next, (x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, parameters)


@misconception("lstm_cell_forward")
def bias_added_twice(
    x_t: Array, h_prev: Array, c_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """One bias belongs to the whole pre-activation, not one to each of its products."""
    p = parameters
    f = sigmoid((p["Wf"] @ h_prev + p["bf"]) + (p["Uf"] @ x_t + p["bf"]))
    i = sigmoid((p["Wi"] @ h_prev + p["bi"]) + (p["Ui"] @ x_t + p["bi"]))
    o = sigmoid((p["Wo"] @ h_prev + p["bo"]) + (p["Uo"] @ x_t + p["bo"]))
    c_tilde = np.tanh((p["Wc"] @ h_prev + p["bc"]) + (p["Uc"] @ x_t + p["bc"]))
    c_next = f * c_prev + i * c_tilde
    h_next = o * np.tanh(c_next)
    return h_next, c_next, (x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, parameters)


@misconception("lstm_cell_forward")
def state_weights_transposed(
    x_t: Array, h_prev: Array, c_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """Forwards, the state weights stand as they are. Where does the transpose belong?"""
    p = parameters
    f = sigmoid(p["Wf"].T @ h_prev + p["Uf"] @ x_t + p["bf"])
    i = sigmoid(p["Wi"].T @ h_prev + p["Ui"] @ x_t + p["bi"])
    o = sigmoid(p["Wo"].T @ h_prev + p["Uo"] @ x_t + p["bo"])
    c_tilde = np.tanh(p["Wc"].T @ h_prev + p["Uc"] @ x_t + p["bc"])
    c_next = f * c_prev + i * c_tilde
    h_next = o * np.tanh(c_next)
    return h_next, c_next, (x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, parameters)


@misconception("lstm_cell_forward")
def gates_look_at_the_cell_state(
    x_t: Array, h_prev: Array, c_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """The cell has two states. Which of them do the gates and the candidate read?"""
    p = parameters
    f = sigmoid(p["Wf"] @ c_prev + p["Uf"] @ x_t + p["bf"])
    i = sigmoid(p["Wi"] @ c_prev + p["Ui"] @ x_t + p["bi"])
    o = sigmoid(p["Wo"] @ c_prev + p["Uo"] @ x_t + p["bo"])
    c_tilde = np.tanh(p["Wc"] @ c_prev + p["Uc"] @ x_t + p["bc"])
    c_next = f * c_prev + i * c_tilde
    h_next = o * np.tanh(c_next)
    return h_next, c_next, (x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, parameters)


@misconception("lstm_cell_forward")
def shows_the_old_cell_state(
    x_t: Array, h_prev: Array, c_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """The hidden state is made after the cell has been written. From which cell state, then?"""
    p = parameters
    f = sigmoid(p["Wf"] @ h_prev + p["Uf"] @ x_t + p["bf"])
    i = sigmoid(p["Wi"] @ h_prev + p["Ui"] @ x_t + p["bi"])
    o = sigmoid(p["Wo"] @ h_prev + p["Uo"] @ x_t + p["bo"])
    c_tilde = np.tanh(p["Wc"] @ h_prev + p["Uc"] @ x_t + p["bc"])
    c_next = f * c_prev + i * c_tilde
    h_next = o * np.tanh(c_prev)
    return h_next, c_next, (x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, parameters)


@misconception("lstm_cell_forward")
def states_returned_in_the_other_order(
    x_t: Array, h_prev: Array, c_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """Both states are right. In which order are they asked for?"""
    p = parameters
    f = sigmoid(p["Wf"] @ h_prev + p["Uf"] @ x_t + p["bf"])
    i = sigmoid(p["Wi"] @ h_prev + p["Ui"] @ x_t + p["bi"])
    o = sigmoid(p["Wo"] @ h_prev + p["Uo"] @ x_t + p["bo"])
    c_tilde = np.tanh(p["Wc"] @ h_prev + p["Uc"] @ x_t + p["bc"])
    c_next = f * c_prev + i * c_tilde
    h_next = o * np.tanh(c_next)
    return c_next, h_next, (x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, parameters)


@misconception("lstm_cell_forward")
def candidate_squashed_twice(
    x_t: Array, h_prev: Array, c_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """Is something that is activated already activated again?"""
    p = parameters
    f = sigmoid(p["Wf"] @ h_prev + p["Uf"] @ x_t + p["bf"])
    i = sigmoid(p["Wi"] @ h_prev + p["Ui"] @ x_t + p["bi"])
    o = sigmoid(p["Wo"] @ h_prev + p["Uo"] @ x_t + p["bo"])
    c_tilde = np.tanh(p["Wc"] @ h_prev + p["Uc"] @ x_t + p["bc"])
    c_next = f * c_prev + i * np.tanh(c_tilde)
    h_next = o * np.tanh(c_next)
    return h_next, c_next, (x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, parameters)


@misconception("lstm_cell_forward")
def weights_of_the_forget_gate_for_all_gates(
    x_t: Array, h_prev: Array, c_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """Each gate has weights of its own. A look at the letters after copying and pasting?"""
    p = parameters
    f = sigmoid(p["Wf"] @ h_prev + p["Uf"] @ x_t + p["bf"])
    i = sigmoid(p["Wf"] @ h_prev + p["Uf"] @ x_t + p["bf"])
    o = sigmoid(p["Wf"] @ h_prev + p["Uf"] @ x_t + p["bf"])
    c_tilde = np.tanh(p["Wc"] @ h_prev + p["Uc"] @ x_t + p["bc"])
    c_next = f * c_prev + i * c_tilde
    h_next = o * np.tanh(c_next)
    return h_next, c_next, (x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, parameters)
