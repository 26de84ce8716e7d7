"""Known mistakes in `lstm_cell_backward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.gates import Array, Arrays, lstm_cell_backward, sigmoid


@misconception("lstm_cell_backward")
def later_cell_gradient_dropped(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """The cell state is used by the next step, too. Which of your arguments do you not use?"""
    return lstm_cell_backward(dh_next, np.zeros_like(dc_next), cache)


@misconception("lstm_cell_backward")
def cell_not_reached_through_the_hidden_state(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """The cell state is used twice. Which gradient reaches it besides `dc_next`?"""
    x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, p = cache
    dc = dc_next
    da = {
        "f": dc * c_prev * f * (1 - f),
        "i": dc * c_tilde * i * (1 - i),
        "o": dh_next * np.tanh(c_next) * o * (1 - o),
        "c": dc * i * (1 - c_tilde**2),
    }
    gradients = {
        "dx_t": np.sum([p[f"U{k}"].T @ da[k] for k in da], axis=0),
        "dh_prev": np.sum([p[f"W{k}"].T @ da[k] for k in da], axis=0),
        "dc_prev": dc * f,
    }
    for k in da:
        gradients[f"dW{k}"] = da[k] @ h_prev.T
        gradients[f"dU{k}"] = da[k] @ x_t.T
        gradients[f"db{k}"] = da[k].sum(axis=1, keepdims=True)
    return gradients


@misconception("lstm_cell_backward")
def tanh_of_the_cell_without_slope(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """Between the cell state and the hidden state lies a tanh. What does it do to the gradient?"""
    x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, p = cache
    dc = dc_next + dh_next * o
    da = {
        "f": dc * c_prev * f * (1 - f),
        "i": dc * c_tilde * i * (1 - i),
        "o": dh_next * np.tanh(c_next) * o * (1 - o),
        "c": dc * i * (1 - c_tilde**2),
    }
    gradients = {
        "dx_t": np.sum([p[f"U{k}"].T @ da[k] for k in da], axis=0),
        "dh_prev": np.sum([p[f"W{k}"].T @ da[k] for k in da], axis=0),
        "dc_prev": dc * f,
    }
    for k in da:
        gradients[f"dW{k}"] = da[k] @ h_prev.T
        gradients[f"dU{k}"] = da[k] @ x_t.T
        gradients[f"db{k}"] = da[k].sum(axis=1, keepdims=True)
    return gradients


@misconception("lstm_cell_backward")
def slope_at_the_cell_state_itself(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """The slope of tanh is written in terms of its result. Is the cell state the result of a
    tanh?
    """
    x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, p = cache
    dc = dc_next + dh_next * o * (1 - c_next**2)
    da = {
        "f": dc * c_prev * f * (1 - f),
        "i": dc * c_tilde * i * (1 - i),
        "o": dh_next * np.tanh(c_next) * o * (1 - o),
        "c": dc * i * (1 - c_tilde**2),
    }
    gradients = {
        "dx_t": np.sum([p[f"U{k}"].T @ da[k] for k in da], axis=0),
        "dh_prev": np.sum([p[f"W{k}"].T @ da[k] for k in da], axis=0),
        "dc_prev": dc * f,
    }
    for k in da:
        gradients[f"dW{k}"] = da[k] @ h_prev.T
        gradients[f"dU{k}"] = da[k] @ x_t.T
        gradients[f"db{k}"] = da[k].sum(axis=1, keepdims=True)
    return gradients


@misconception("lstm_cell_backward")
def slope_at_the_hidden_state(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """The slope of tanh is written in terms of its result. What else has the hidden state been
    multiplied with?
    """
    x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, p = cache
    dc = dc_next + dh_next * o * (1 - (o * np.tanh(c_next)) ** 2)
    da = {
        "f": dc * c_prev * f * (1 - f),
        "i": dc * c_tilde * i * (1 - i),
        "o": dh_next * np.tanh(c_next) * o * (1 - o),
        "c": dc * i * (1 - c_tilde**2),
    }
    gradients = {
        "dx_t": np.sum([p[f"U{k}"].T @ da[k] for k in da], axis=0),
        "dh_prev": np.sum([p[f"W{k}"].T @ da[k] for k in da], axis=0),
        "dc_prev": dc * f,
    }
    for k in da:
        gradients[f"dW{k}"] = da[k] @ h_prev.T
        gradients[f"dU{k}"] = da[k] @ x_t.T
        gradients[f"db{k}"] = da[k].sum(axis=1, keepdims=True)
    return gradients


@misconception("lstm_cell_backward")
def slope_at_the_old_cell_state(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """At which cell state is the slope of this step's tanh taken?"""
    x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, p = cache
    dc = dc_next + dh_next * o * (1 - np.tanh(c_prev) ** 2)
    da = {
        "f": dc * c_prev * f * (1 - f),
        "i": dc * c_tilde * i * (1 - i),
        "o": dh_next * np.tanh(c_next) * o * (1 - o),
        "c": dc * i * (1 - c_tilde**2),
    }
    gradients = {
        "dx_t": np.sum([p[f"U{k}"].T @ da[k] for k in da], axis=0),
        "dh_prev": np.sum([p[f"W{k}"].T @ da[k] for k in da], axis=0),
        "dc_prev": dc * f,
    }
    for k in da:
        gradients[f"dW{k}"] = da[k] @ h_prev.T
        gradients[f"dU{k}"] = da[k] @ x_t.T
        gradients[f"db{k}"] = da[k].sum(axis=1, keepdims=True)
    return gradients


@misconception("lstm_cell_backward")
def output_gate_omitted_on_the_way_to_the_cell(
    dh_next: Array, dc_next: Array, cache: Any
) -> Arrays:
    """The hidden state is a product of two. What does the way to the cell meet before the tanh?"""
    x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, p = cache
    dc = dc_next + dh_next * (1 - np.tanh(c_next) ** 2)
    da = {
        "f": dc * c_prev * f * (1 - f),
        "i": dc * c_tilde * i * (1 - i),
        "o": dh_next * np.tanh(c_next) * o * (1 - o),
        "c": dc * i * (1 - c_tilde**2),
    }
    gradients = {
        "dx_t": np.sum([p[f"U{k}"].T @ da[k] for k in da], axis=0),
        "dh_prev": np.sum([p[f"W{k}"].T @ da[k] for k in da], axis=0),
        "dc_prev": dc * f,
    }
    for k in da:
        gradients[f"dW{k}"] = da[k] @ h_prev.T
        gradients[f"dU{k}"] = da[k] @ x_t.T
        gradients[f"db{k}"] = da[k].sum(axis=1, keepdims=True)
    return gradients


@misconception("lstm_cell_backward")
def later_gradient_through_the_output_gate(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """`dc_next` reaches the cell state directly, not through the hidden state. What do you
    multiply with the slope?
    """
    x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, p = cache
    dc = (dc_next + dh_next * o) * (1 - np.tanh(c_next) ** 2)
    da = {
        "f": dc * c_prev * f * (1 - f),
        "i": dc * c_tilde * i * (1 - i),
        "o": dh_next * np.tanh(c_next) * o * (1 - o),
        "c": dc * i * (1 - c_tilde**2),
    }
    gradients = {
        "dx_t": np.sum([p[f"U{k}"].T @ da[k] for k in da], axis=0),
        "dh_prev": np.sum([p[f"W{k}"].T @ da[k] for k in da], axis=0),
        "dc_prev": dc * f,
    }
    for k in da:
        gradients[f"dW{k}"] = da[k] @ h_prev.T
        gradients[f"dU{k}"] = da[k] @ x_t.T
        gradients[f"db{k}"] = da[k].sum(axis=1, keepdims=True)
    return gradients


@misconception("lstm_cell_backward")
def tanh_of_the_cell_forgotten_at_the_output_gate(
    dh_next: Array, dc_next: Array, cache: Any
) -> Arrays:
    """In a product, each factor receives the other one. What is the output gate multiplied with?"""
    x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, p = cache
    dc = dc_next + dh_next * o * (1 - np.tanh(c_next) ** 2)
    da = {
        "f": dc * c_prev * f * (1 - f),
        "i": dc * c_tilde * i * (1 - i),
        "o": dh_next * o * (1 - o),
        "c": dc * i * (1 - c_tilde**2),
    }
    gradients = {
        "dx_t": np.sum([p[f"U{k}"].T @ da[k] for k in da], axis=0),
        "dh_prev": np.sum([p[f"W{k}"].T @ da[k] for k in da], axis=0),
        "dc_prev": dc * f,
    }
    for k in da:
        gradients[f"dW{k}"] = da[k] @ h_prev.T
        gradients[f"dU{k}"] = da[k] @ x_t.T
        gradients[f"db{k}"] = da[k].sum(axis=1, keepdims=True)
    return gradients


@misconception("lstm_cell_backward")
def cell_itself_at_the_output_gate(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """What exactly is the output gate multiplied with: the cell state, or something made from
    it?
    """
    x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, p = cache
    dc = dc_next + dh_next * o * (1 - np.tanh(c_next) ** 2)
    da = {
        "f": dc * c_prev * f * (1 - f),
        "i": dc * c_tilde * i * (1 - i),
        "o": dh_next * c_next * o * (1 - o),
        "c": dc * i * (1 - c_tilde**2),
    }
    gradients = {
        "dx_t": np.sum([p[f"U{k}"].T @ da[k] for k in da], axis=0),
        "dh_prev": np.sum([p[f"W{k}"].T @ da[k] for k in da], axis=0),
        "dc_prev": dc * f,
    }
    for k in da:
        gradients[f"dW{k}"] = da[k] @ h_prev.T
        gradients[f"dU{k}"] = da[k] @ x_t.T
        gradients[f"db{k}"] = da[k].sum(axis=1, keepdims=True)
    return gradients


@misconception("lstm_cell_backward")
def gate_slopes_missing(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """Between a gate and its pre-activation lies the sigmoid. What does it do to the gradient?"""
    x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, p = cache
    dc = dc_next + dh_next * o * (1 - np.tanh(c_next) ** 2)
    da = {
        "f": dc * c_prev,
        "i": dc * c_tilde,
        "o": dh_next * np.tanh(c_next),
        "c": dc * i * (1 - c_tilde**2),
    }
    gradients = {
        "dx_t": np.sum([p[f"U{k}"].T @ da[k] for k in da], axis=0),
        "dh_prev": np.sum([p[f"W{k}"].T @ da[k] for k in da], axis=0),
        "dc_prev": dc * f,
    }
    for k in da:
        gradients[f"dW{k}"] = da[k] @ h_prev.T
        gradients[f"dU{k}"] = da[k] @ x_t.T
        gradients[f"db{k}"] = da[k].sum(axis=1, keepdims=True)
    return gradients


@misconception("lstm_cell_backward")
def gate_slopes_as_of_tanh(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """Three of the four blocks have another activation than the fourth. What is its slope?"""
    x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, p = cache
    dc = dc_next + dh_next * o * (1 - np.tanh(c_next) ** 2)
    da = {
        "f": dc * c_prev * (1 - f**2),
        "i": dc * c_tilde * (1 - i**2),
        "o": dh_next * np.tanh(c_next) * (1 - o**2),
        "c": dc * i * (1 - c_tilde**2),
    }
    gradients = {
        "dx_t": np.sum([p[f"U{k}"].T @ da[k] for k in da], axis=0),
        "dh_prev": np.sum([p[f"W{k}"].T @ da[k] for k in da], axis=0),
        "dc_prev": dc * f,
    }
    for k in da:
        gradients[f"dW{k}"] = da[k] @ h_prev.T
        gradients[f"dU{k}"] = da[k] @ x_t.T
        gradients[f"db{k}"] = da[k].sum(axis=1, keepdims=True)
    return gradients


@misconception("lstm_cell_backward")
def gates_squashed_again(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """The gates in the cache are results of the sigmoid already. Do you apply it to them once
    more?
    """
    x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, p = cache
    dc = dc_next + dh_next * o * (1 - np.tanh(c_next) ** 2)
    da = {
        "f": dc * c_prev * sigmoid(f) * (1 - sigmoid(f)),
        "i": dc * c_tilde * sigmoid(i) * (1 - sigmoid(i)),
        "o": dh_next * np.tanh(c_next) * sigmoid(o) * (1 - sigmoid(o)),
        "c": dc * i * (1 - c_tilde**2),
    }
    gradients = {
        "dx_t": np.sum([p[f"U{k}"].T @ da[k] for k in da], axis=0),
        "dh_prev": np.sum([p[f"W{k}"].T @ da[k] for k in da], axis=0),
        "dc_prev": dc * f,
    }
    for k in da:
        gradients[f"dW{k}"] = da[k] @ h_prev.T
        gradients[f"dU{k}"] = da[k] @ x_t.T
        gradients[f"db{k}"] = da[k].sum(axis=1, keepdims=True)
    return gradients


@misconception("lstm_cell_backward")
def candidate_slope_missing(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """Between the candidate and its pre-activation lies an activation, too."""
    x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, p = cache
    dc = dc_next + dh_next * o * (1 - np.tanh(c_next) ** 2)
    da = {
        "f": dc * c_prev * f * (1 - f),
        "i": dc * c_tilde * i * (1 - i),
        "o": dh_next * np.tanh(c_next) * o * (1 - o),
        "c": dc * i,
    }
    gradients = {
        "dx_t": np.sum([p[f"U{k}"].T @ da[k] for k in da], axis=0),
        "dh_prev": np.sum([p[f"W{k}"].T @ da[k] for k in da], axis=0),
        "dc_prev": dc * f,
    }
    for k in da:
        gradients[f"dW{k}"] = da[k] @ h_prev.T
        gradients[f"dU{k}"] = da[k] @ x_t.T
        gradients[f"db{k}"] = da[k].sum(axis=1, keepdims=True)
    return gradients


@misconception("lstm_cell_backward")
def candidate_slope_as_of_a_gate(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """The candidate has another activation than the gates. What is its slope?"""
    x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, p = cache
    dc = dc_next + dh_next * o * (1 - np.tanh(c_next) ** 2)
    da = {
        "f": dc * c_prev * f * (1 - f),
        "i": dc * c_tilde * i * (1 - i),
        "o": dh_next * np.tanh(c_next) * o * (1 - o),
        "c": dc * i * c_tilde * (1 - c_tilde),
    }
    gradients = {
        "dx_t": np.sum([p[f"U{k}"].T @ da[k] for k in da], axis=0),
        "dh_prev": np.sum([p[f"W{k}"].T @ da[k] for k in da], axis=0),
        "dc_prev": dc * f,
    }
    for k in da:
        gradients[f"dW{k}"] = da[k] @ h_prev.T
        gradients[f"dU{k}"] = da[k] @ x_t.T
        gradients[f"db{k}"] = da[k].sum(axis=1, keepdims=True)
    return gradients


@misconception("lstm_cell_backward")
def candidate_slope_not_squared(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """Look again at the derivative of tanh, written in terms of its value."""
    x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, p = cache
    dc = dc_next + dh_next * o * (1 - np.tanh(c_next) ** 2)
    da = {
        "f": dc * c_prev * f * (1 - f),
        "i": dc * c_tilde * i * (1 - i),
        "o": dh_next * np.tanh(c_next) * o * (1 - o),
        "c": dc * i * (1 - c_tilde),
    }
    gradients = {
        "dx_t": np.sum([p[f"U{k}"].T @ da[k] for k in da], axis=0),
        "dh_prev": np.sum([p[f"W{k}"].T @ da[k] for k in da], axis=0),
        "dc_prev": dc * f,
    }
    for k in da:
        gradients[f"dW{k}"] = da[k] @ h_prev.T
        gradients[f"dU{k}"] = da[k] @ x_t.T
        gradients[f"db{k}"] = da[k].sum(axis=1, keepdims=True)
    return gradients


@misconception("lstm_cell_backward")
def new_cell_state_at_the_forget_gate(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """Which cell state does the forget gate multiply: the one before, or the one after?"""
    x_t, h_prev, _, f, i, o, c_tilde, c_next, p = cache
    dc = dc_next + dh_next * o * (1 - np.tanh(c_next) ** 2)
    da = {
        "f": dc * c_next * f * (1 - f),
        "i": dc * c_tilde * i * (1 - i),
        "o": dh_next * np.tanh(c_next) * o * (1 - o),
        "c": dc * i * (1 - c_tilde**2),
    }
    gradients = {
        "dx_t": np.sum([p[f"U{k}"].T @ da[k] for k in da], axis=0),
        "dh_prev": np.sum([p[f"W{k}"].T @ da[k] for k in da], axis=0),
        "dc_prev": dc * f,
    }
    for k in da:
        gradients[f"dW{k}"] = da[k] @ h_prev.T
        gradients[f"dU{k}"] = da[k] @ x_t.T
        gradients[f"db{k}"] = da[k].sum(axis=1, keepdims=True)
    return gradients


@misconception("lstm_cell_backward")
def input_gate_and_candidate_not_swapped(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """In a product, each factor receives the other one, not itself."""
    x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, p = cache
    dc = dc_next + dh_next * o * (1 - np.tanh(c_next) ** 2)
    da = {
        "f": dc * c_prev * f * (1 - f),
        "i": dc * i * i * (1 - i),
        "o": dh_next * np.tanh(c_next) * o * (1 - o),
        "c": dc * c_tilde * (1 - c_tilde**2),
    }
    gradients = {
        "dx_t": np.sum([p[f"U{k}"].T @ da[k] for k in da], axis=0),
        "dh_prev": np.sum([p[f"W{k}"].T @ da[k] for k in da], axis=0),
        "dc_prev": dc * f,
    }
    for k in da:
        gradients[f"dW{k}"] = da[k] @ h_prev.T
        gradients[f"dU{k}"] = da[k] @ x_t.T
        gradients[f"db{k}"] = da[k].sum(axis=1, keepdims=True)
    return gradients


@misconception("lstm_cell_backward")
def forget_gate_omitted_on_the_way_back(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """The old cell state was multiplied on its way into the new one. By what?"""
    x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, p = cache
    dc = dc_next + dh_next * o * (1 - np.tanh(c_next) ** 2)
    da = {
        "f": dc * c_prev * f * (1 - f),
        "i": dc * c_tilde * i * (1 - i),
        "o": dh_next * np.tanh(c_next) * o * (1 - o),
        "c": dc * i * (1 - c_tilde**2),
    }
    gradients = {
        "dx_t": np.sum([p[f"U{k}"].T @ da[k] for k in da], axis=0),
        "dh_prev": np.sum([p[f"W{k}"].T @ da[k] for k in da], axis=0),
        "dc_prev": dc,
    }
    for k in da:
        gradients[f"dW{k}"] = da[k] @ h_prev.T
        gradients[f"dU{k}"] = da[k] @ x_t.T
        gradients[f"db{k}"] = da[k].sum(axis=1, keepdims=True)
    return gradients


@misconception("lstm_cell_backward")
def old_cell_state_without_the_way_through_the_hidden_state(
    dh_next: Array, dc_next: Array, cache: Any
) -> Arrays:
    """All of the gradient of the new cell state goes on to the old one. Is yours all of it?"""
    x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, p = cache
    dc = dc_next + dh_next * o * (1 - np.tanh(c_next) ** 2)
    da = {
        "f": dc * c_prev * f * (1 - f),
        "i": dc * c_tilde * i * (1 - i),
        "o": dh_next * np.tanh(c_next) * o * (1 - o),
        "c": dc * i * (1 - c_tilde**2),
    }
    gradients = {
        "dx_t": np.sum([p[f"U{k}"].T @ da[k] for k in da], axis=0),
        "dh_prev": np.sum([p[f"W{k}"].T @ da[k] for k in da], axis=0),
        "dc_prev": dc_next * f,
    }
    for k in da:
        gradients[f"dW{k}"] = da[k] @ h_prev.T
        gradients[f"dU{k}"] = da[k] @ x_t.T
        gradients[f"db{k}"] = da[k].sum(axis=1, keepdims=True)
    return gradients


@misconception("lstm_cell_backward")
def state_weights_not_transposed(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """Going backwards through `W @ h`, the shapes fit both ways for a square W. Do the indices?"""
    x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, p = cache
    dc = dc_next + dh_next * o * (1 - np.tanh(c_next) ** 2)
    da = {
        "f": dc * c_prev * f * (1 - f),
        "i": dc * c_tilde * i * (1 - i),
        "o": dh_next * np.tanh(c_next) * o * (1 - o),
        "c": dc * i * (1 - c_tilde**2),
    }
    gradients = {
        "dx_t": np.sum([p[f"U{k}"].T @ da[k] for k in da], axis=0),
        "dh_prev": np.sum([p[f"W{k}"] @ da[k] for k in da], axis=0),
        "dc_prev": dc * f,
    }
    for k in da:
        gradients[f"dW{k}"] = da[k] @ h_prev.T
        gradients[f"dU{k}"] = da[k] @ x_t.T
        gradients[f"db{k}"] = da[k].sum(axis=1, keepdims=True)
    return gradients


@misconception("lstm_cell_backward")
def state_gradient_of_the_candidate_only(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """The previous hidden state is read by all four blocks. Do all of them send a gradient back?"""
    _, _, _, _, i, o, c_tilde, c_next, p = cache
    dc = dc_next + dh_next * o * (1 - np.tanh(c_next) ** 2)
    gradients = lstm_cell_backward(dh_next, dc_next, cache)
    return {**gradients, "dh_prev": p["Wc"].T @ (dc * i * (1 - c_tilde**2))}


@misconception("lstm_cell_backward")
def output_gate_sends_nothing_to_the_state(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """The previous hidden state is read by all four blocks. Count the terms of your sum."""
    _, _, _, _, _, o, _, c_next, p = cache
    da_o = dh_next * np.tanh(c_next) * o * (1 - o)
    gradients = lstm_cell_backward(dh_next, dc_next, cache)
    return {**gradients, "dh_prev": gradients["dh_prev"] - p["Wo"].T @ da_o}


@misconception("lstm_cell_backward")
def input_gradient_of_the_candidate_only(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """The input is read by all four blocks. Do all of them send a gradient back?"""
    _, _, _, _, i, o, c_tilde, c_next, p = cache
    dc = dc_next + dh_next * o * (1 - np.tanh(c_next) ** 2)
    gradients = lstm_cell_backward(dh_next, dc_next, cache)
    return {**gradients, "dx_t": p["Uc"].T @ (dc * i * (1 - c_tilde**2))}


@misconception("lstm_cell_backward")
def hidden_gradient_added_to_the_old_state(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """The old hidden state does not flow into the new one directly. Through what does it act?"""
    gradients = lstm_cell_backward(dh_next, dc_next, cache)
    return {**gradients, "dh_prev": gradients["dh_prev"] + dh_next}


@misconception("lstm_cell_backward")
def biases_not_summed_over_the_batch(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """One bias serves every example of the batch. How do their gradients come together?"""
    _, _, c_prev, f, i, o, c_tilde, c_next, _ = cache
    dc = dc_next + dh_next * o * (1 - np.tanh(c_next) ** 2)
    return {
        **lstm_cell_backward(dh_next, dc_next, cache),
        "dbf": dc * c_prev * f * (1 - f),
        "dbi": dc * c_tilde * i * (1 - i),
        "dbo": dh_next * np.tanh(c_next) * o * (1 - o),
        "dbc": dc * i * (1 - c_tilde**2),
    }


@misconception("lstm_cell_backward")
def parameters_averaged_over_the_batch(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """The gradients that arrive hold each example's share of the loss already: is there
    anything to average?
    """
    gradients = lstm_cell_backward(dh_next, dc_next, cache)
    states = ("dx_t", "dh_prev", "dc_prev")
    return {k: v if k in states else v / dh_next.shape[1] for k, v in gradients.items()}


@misconception("lstm_cell_backward")
def weight_gradients_transposed(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """Rows of W belong to the new state, columns to the old one. So do those of its gradient."""
    gradients = lstm_cell_backward(dh_next, dc_next, cache)
    return {k: v.T if k.startswith("dW") else v for k, v in gradients.items()}


@misconception("lstm_cell_backward")
def new_hidden_state_in_the_weight_gradients(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """Which hidden state do the matrices W multiply in this step? Does your cache hold the
    right one?
    """
    x_t, _, c_prev, f, i, o, c_tilde, c_next, p = cache
    kept = (x_t, o * np.tanh(c_next), c_prev, f, i, o, c_tilde, c_next, p)
    return lstm_cell_backward(dh_next, dc_next, kept)
