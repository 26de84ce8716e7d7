"""Known mistakes in `gru_cell_forward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.gates import Array, Arrays, sigmoid


@misconception("gru_cell_forward")
def update_gate_flipped(x_t: Array, h_prev: Array, parameters: Arrays) -> tuple[Array, Any]:
    """This is the other published convention, in which an open update gate keeps the old state.
    Which one does this notebook use?
    """
    p = parameters
    u = sigmoid(p["Wu"] @ h_prev + p["Uu"] @ x_t + p["bu"])
    r = sigmoid(p["Wr"] @ h_prev + p["Ur"] @ x_t + p["br"])
    h_tilde = np.tanh(p["Wh"] @ (r * h_prev) + p["Uh"] @ x_t + p["bh"])
    h_next = u * h_prev + (1 - u) * h_tilde
    return h_next, (x_t, h_prev, u, r, h_tilde, parameters)


@misconception("gru_cell_forward")
def reset_after_the_product(x_t: Array, h_prev: Array, parameters: Arrays) -> tuple[Array, Any]:
    """This is the other published variant, with the reset gate after the product. Where does it
    stand in this notebook?
    """
    p = parameters
    u = sigmoid(p["Wu"] @ h_prev + p["Uu"] @ x_t + p["bu"])
    r = sigmoid(p["Wr"] @ h_prev + p["Ur"] @ x_t + p["br"])
    h_tilde = np.tanh(r * (p["Wh"] @ h_prev) + p["Uh"] @ x_t + p["bh"])
    h_next = (1 - u) * h_prev + u * h_tilde
    return h_next, (x_t, h_prev, u, r, h_tilde, parameters)


@misconception("gru_cell_forward")
def both_conventions_of_a_library(
    x_t: Array, h_prev: Array, parameters: Arrays
) -> tuple[Array, Any]:
    """This is how some libraries define a GRU: the reset gate after the product, and an open
    update gate keeps. Compare with the notebook's equations.
    """
    p = parameters
    u = sigmoid(p["Wu"] @ h_prev + p["Uu"] @ x_t + p["bu"])
    r = sigmoid(p["Wr"] @ h_prev + p["Ur"] @ x_t + p["br"])
    h_tilde = np.tanh(r * (p["Wh"] @ h_prev) + p["Uh"] @ x_t + p["bh"])
    h_next = u * h_prev + (1 - u) * h_tilde
    return h_next, (x_t, h_prev, u, r, h_tilde, parameters)


@misconception("gru_cell_forward")
def gates_swapped(x_t: Array, h_prev: Array, parameters: Arrays) -> tuple[Array, Any]:
    """One gate mixes old and new, the other one acts inside the candidate. Which is which?"""
    p = parameters
    u = sigmoid(p["Wr"] @ h_prev + p["Ur"] @ x_t + p["br"])
    r = sigmoid(p["Wu"] @ h_prev + p["Uu"] @ x_t + p["bu"])
    h_tilde = np.tanh(p["Wh"] @ (r * h_prev) + p["Uh"] @ x_t + p["bh"])
    h_next = (1 - u) * h_prev + u * h_tilde
    return h_next, (x_t, h_prev, u, r, h_tilde, parameters)


@misconception("gru_cell_forward")
def reset_gate_omitted(x_t: Array, h_prev: Array, parameters: Arrays) -> tuple[Array, Any]:
    """There are two gates. Does the candidate see all of the old state?"""
    p = parameters
    u = sigmoid(p["Wu"] @ h_prev + p["Uu"] @ x_t + p["bu"])
    r = sigmoid(p["Wr"] @ h_prev + p["Ur"] @ x_t + p["br"])
    h_tilde = np.tanh(p["Wh"] @ h_prev + p["Uh"] @ x_t + p["bh"])
    h_next = (1 - u) * h_prev + u * h_tilde
    return h_next, (x_t, h_prev, u, r, h_tilde, parameters)


@misconception("gru_cell_forward")
def reset_gate_on_the_whole_candidate(
    x_t: Array, h_prev: Array, parameters: Arrays
) -> tuple[Array, Any]:
    """What does the reset gate multiply: the old state, or everything that goes into the
    candidate?
    """
    p = parameters
    u = sigmoid(p["Wu"] @ h_prev + p["Uu"] @ x_t + p["bu"])
    r = sigmoid(p["Wr"] @ h_prev + p["Ur"] @ x_t + p["br"])
    h_tilde = np.tanh(r * (p["Wh"] @ h_prev + p["Uh"] @ x_t + p["bh"]))
    h_next = (1 - u) * h_prev + u * h_tilde
    return h_next, (x_t, h_prev, u, r, h_tilde, parameters)


@misconception("gru_cell_forward")
def reset_gate_as_complement(x_t: Array, h_prev: Array, parameters: Arrays) -> tuple[Array, Any]:
    """What does the candidate see of the old state where the reset gate is 1?"""
    p = parameters
    u = sigmoid(p["Wu"] @ h_prev + p["Uu"] @ x_t + p["bu"])
    r = sigmoid(p["Wr"] @ h_prev + p["Ur"] @ x_t + p["br"])
    h_tilde = np.tanh(p["Wh"] @ ((1 - r) * h_prev) + p["Uh"] @ x_t + p["bh"])
    h_next = (1 - u) * h_prev + u * h_tilde
    return h_next, (x_t, h_prev, u, r, h_tilde, parameters)


@misconception("gru_cell_forward")
def reset_state_in_the_mixture(x_t: Array, h_prev: Array, parameters: Arrays) -> tuple[Array, Any]:
    """The reset gate acts inside the candidate only. Which state is mixed with the candidate?"""
    p = parameters
    u = sigmoid(p["Wu"] @ h_prev + p["Uu"] @ x_t + p["bu"])
    r = sigmoid(p["Wr"] @ h_prev + p["Ur"] @ x_t + p["br"])
    h_tilde = np.tanh(p["Wh"] @ (r * h_prev) + p["Uh"] @ x_t + p["bh"])
    h_next = (1 - u) * (r * h_prev) + u * h_tilde
    return h_next, (x_t, h_prev, u, r, h_tilde, parameters)


@misconception("gru_cell_forward")
def reset_gate_multiplies_the_product_twice(
    x_t: Array, h_prev: Array, parameters: Arrays
) -> tuple[Array, Any]:
    """The reset gate acts once. How often is it in your candidate?"""
    p = parameters
    u = sigmoid(p["Wu"] @ h_prev + p["Uu"] @ x_t + p["bu"])
    r = sigmoid(p["Wr"] @ h_prev + p["Ur"] @ x_t + p["br"])
    h_tilde = np.tanh(r * (p["Wh"] @ (r * h_prev)) + p["Uh"] @ x_t + p["bh"])
    h_next = (1 - u) * h_prev + u * h_tilde
    return h_next, (x_t, h_prev, u, r, h_tilde, parameters)


@misconception("gru_cell_forward")
def old_state_kept_in_full(x_t: Array, h_prev: Array, parameters: Arrays) -> tuple[Array, Any]:
    """Old and new have shares that sum to 1. Do yours?"""
    p = parameters
    u = sigmoid(p["Wu"] @ h_prev + p["Uu"] @ x_t + p["bu"])
    r = sigmoid(p["Wr"] @ h_prev + p["Ur"] @ x_t + p["br"])
    h_tilde = np.tanh(p["Wh"] @ (r * h_prev) + p["Uh"] @ x_t + p["bh"])
    h_next = h_prev + u * h_tilde
    return h_next, (x_t, h_prev, u, r, h_tilde, parameters)


@misconception("gru_cell_forward")
def candidate_taken_in_full(x_t: Array, h_prev: Array, parameters: Arrays) -> tuple[Array, Any]:
    """Old and new have shares that sum to 1. Do yours?"""
    p = parameters
    u = sigmoid(p["Wu"] @ h_prev + p["Uu"] @ x_t + p["bu"])
    r = sigmoid(p["Wr"] @ h_prev + p["Ur"] @ x_t + p["br"])
    h_tilde = np.tanh(p["Wh"] @ (r * h_prev) + p["Uh"] @ x_t + p["bh"])
    h_next = (1 - u) * h_prev + h_tilde
    return h_next, (x_t, h_prev, u, r, h_tilde, parameters)


@misconception("gru_cell_forward")
def candidate_with_sigmoid(x_t: Array, h_prev: Array, parameters: Arrays) -> tuple[Array, Any]:
    """A gate lies between 0 and 1. May the state be negative?"""
    p = parameters
    u = sigmoid(p["Wu"] @ h_prev + p["Uu"] @ x_t + p["bu"])
    r = sigmoid(p["Wr"] @ h_prev + p["Ur"] @ x_t + p["br"])
    h_tilde = sigmoid(p["Wh"] @ (r * h_prev) + p["Uh"] @ x_t + p["bh"])
    h_next = (1 - u) * h_prev + u * h_tilde
    return h_next, (x_t, h_prev, u, r, h_tilde, parameters)


@misconception("gru_cell_forward")
def gates_with_tanh(x_t: Array, h_prev: Array, parameters: Arrays) -> tuple[Array, Any]:
    """A gate lies between 0 and 1. Which activation does that?"""
    p = parameters
    u = np.tanh(p["Wu"] @ h_prev + p["Uu"] @ x_t + p["bu"])
    r = np.tanh(p["Wr"] @ h_prev + p["Ur"] @ x_t + p["br"])
    h_tilde = np.tanh(p["Wh"] @ (r * h_prev) + p["Uh"] @ x_t + p["bh"])
    h_next = (1 - u) * h_prev + u * h_tilde
    return h_next, (x_t, h_prev, u, r, h_tilde, parameters)


@misconception("gru_cell_forward")
def tanh_of_the_mixture(x_t: Array, h_prev: Array, parameters: Arrays) -> tuple[Array, Any]:
    """The mixture is the new state as it is. Is something that is activated already activated
    again?
    """
    p = parameters
    u = sigmoid(p["Wu"] @ h_prev + p["Uu"] @ x_t + p["bu"])
    r = sigmoid(p["Wr"] @ h_prev + p["Ur"] @ x_t + p["br"])
    h_tilde = np.tanh(p["Wh"] @ (r * h_prev) + p["Uh"] @ x_t + p["bh"])
    h_next = np.tanh((1 - u) * h_prev + u * h_tilde)
    return h_next, (x_t, h_prev, u, r, h_tilde, parameters)


@misconception("gru_cell_forward")
def biases_omitted(x_t: Array, h_prev: Array, parameters: Arrays) -> tuple[Array, Any]:
    """Each pre-activation has three terms. Which of them is missing?"""
    p = parameters
    u = sigmoid(p["Wu"] @ h_prev + p["Uu"] @ x_t)
    r = sigmoid(p["Wr"] @ h_prev + p["Ur"] @ x_t)
    h_tilde = np.tanh(p["Wh"] @ (r * h_prev) + p["Uh"] @ x_t)
    h_next = (1 - u) * h_prev + u * h_tilde
    return h_next, (x_t, h_prev, u, r, h_tilde, parameters)


@misconception("gru_cell_forward")
def state_weights_transposed(x_t: Array, h_prev: Array, parameters: Arrays) -> tuple[Array, Any]:
    """Forwards, the state weights stand as they are. Where does the transpose belong?"""
    p = parameters
    u = sigmoid(p["Wu"].T @ h_prev + p["Uu"] @ x_t + p["bu"])
    r = sigmoid(p["Wr"].T @ h_prev + p["Ur"] @ x_t + p["br"])
    h_tilde = np.tanh(p["Wh"].T @ (r * h_prev) + p["Uh"] @ x_t + p["bh"])
    h_next = (1 - u) * h_prev + u * h_tilde
    return h_next, (x_t, h_prev, u, r, h_tilde, parameters)


@misconception("gru_cell_forward")
def weights_of_the_update_gate_for_both(
    x_t: Array, h_prev: Array, parameters: Arrays
) -> tuple[Array, Any]:
    """Each gate has weights of its own. A look at the letters after copying and pasting?"""
    p = parameters
    u = sigmoid(p["Wu"] @ h_prev + p["Uu"] @ x_t + p["bu"])
    r = sigmoid(p["Wu"] @ h_prev + p["Uu"] @ x_t + p["bu"])
    h_tilde = np.tanh(p["Wh"] @ (r * h_prev) + p["Uh"] @ x_t + p["bh"])
    h_next = (1 - u) * h_prev + u * h_tilde
    return h_next, (x_t, h_prev, u, r, h_tilde, parameters)
