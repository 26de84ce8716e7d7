"""Known mistakes in `rtrl`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.bptt import Array, Arrays, checkpointed_bptt, rtrl


@misconception("rtrl")
def every_state_stored_on_the_way(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    """Your gradient is right, your memory too large. What do you still hold for every single
    step, although nothing will ever go back to it?
    """
    return checkpointed_bptt(x, y, h0, parameters, 1)


@misconception("rtrl")
def path_through_the_state_before_missing(
    x: Array, y: Array, h0: Array, parameters: Arrays
) -> Arrays:
    """The state before depends on the weights, too. Does your product rule have both terms?"""
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    _, batch, steps = y.shape
    dW_hx, dW_hh, dW_qh = np.zeros_like(W_hx), np.zeros_like(W_hh), np.zeros_like(W_qh)
    h_prev = h0
    for t in range(steps):
        h_t = np.tanh(W_hx @ x[:, :, t] + W_hh @ h_prev)
        do_t = (W_qh @ h_t - y[:, :, t]) / (steps * batch)
        da_t = (W_qh.T @ do_t) * (1 - h_t**2)
        dW_qh += do_t @ h_t.T
        dW_hx += da_t @ x[:, :, t].T
        dW_hh += da_t @ h_prev.T
        h_prev = h_t
    return {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": dW_qh}


@misconception("rtrl")
def weights_used_at_the_first_step_only(
    x: Array, y: Array, h0: Array, parameters: Arrays
) -> Arrays:
    """The weights act directly at every step. Does your product rule have both terms each time?"""
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    _, batch, steps = y.shape
    own_row = np.eye(len(W_hh))[:, None, :, None]
    dW_hx, dW_hh, dW_qh = np.zeros_like(W_hx), np.zeros_like(W_hh), np.zeros_like(W_qh)
    by_hx = own_row * x[:, :, 0].T[None, :, None, :]
    by_hh = own_row * h0.T[None, :, None, :]
    h_t = h0
    for t in range(steps):
        h_t = np.tanh(W_hx @ x[:, :, t] + W_hh @ h_t)
        slope = (1 - h_t**2)[:, :, None, None]
        if t > 0:
            by_hx = np.tensordot(W_hh, by_hx, axes=1)
            by_hh = np.tensordot(W_hh, by_hh, axes=1)
        by_hx, by_hh = slope * by_hx, slope * by_hh
        do_t = (W_qh @ h_t - y[:, :, t]) / (steps * batch)
        dW_qh += do_t @ h_t.T
        dW_hx += np.tensordot(W_qh.T @ do_t, by_hx, axes=2)
        dW_hh += np.tensordot(W_qh.T @ do_t, by_hh, axes=2)
    return {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": dW_qh}


@misconception("rtrl")
def new_state_in_the_direct_term(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    """Which state does W_hh multiply at step t, the one before or the one after?"""
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    _, batch, steps = y.shape
    own_row = np.eye(len(W_hh))[:, None, :, None]
    by_hh = np.zeros((len(W_hh), batch, *W_hh.shape))
    dW_hh = np.zeros_like(W_hh)
    h_t = h0
    for t in range(steps):
        h_t = np.tanh(W_hx @ x[:, :, t] + W_hh @ h_t)
        slope = (1 - h_t**2)[:, :, None, None]
        direct = own_row * h_t.T[None, :, None, :]
        by_hh = slope * (direct + np.tensordot(W_hh, by_hh, axes=1))
        dh_t = W_qh.T @ (W_qh @ h_t - y[:, :, t]) / (steps * batch)
        dW_hh += np.tensordot(dh_t, by_hh, axes=2)
    return {**rtrl(x, y, h0, parameters), "dW_hh": dW_hh}


@misconception("rtrl")
def derivatives_carried_with_the_transpose(
    x: Array, y: Array, h0: Array, parameters: Arrays
) -> Arrays:
    """Derivatives that travel forwards go the way the state goes. Does W_hh stand as it is?"""
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    _, batch, steps = y.shape
    own_row = np.eye(len(W_hh))[:, None, :, None]
    by_hx = np.zeros((len(W_hh), batch, *W_hx.shape))
    by_hh = np.zeros((len(W_hh), batch, *W_hh.shape))
    dW_hx, dW_hh, dW_qh = np.zeros_like(W_hx), np.zeros_like(W_hh), np.zeros_like(W_qh)
    h_t = h0
    for t in range(steps):
        direct_hx = own_row * x[:, :, t].T[None, :, None, :]
        direct_hh = own_row * h_t.T[None, :, None, :]
        h_t = np.tanh(W_hx @ x[:, :, t] + W_hh @ h_t)
        slope = (1 - h_t**2)[:, :, None, None]
        by_hx = slope * (direct_hx + np.tensordot(W_hh.T, by_hx, axes=1))
        by_hh = slope * (direct_hh + np.tensordot(W_hh.T, by_hh, axes=1))
        do_t = (W_qh @ h_t - y[:, :, t]) / (steps * batch)
        dW_qh += do_t @ h_t.T
        dW_hx += np.tensordot(W_qh.T @ do_t, by_hx, axes=2)
        dW_hh += np.tensordot(W_qh.T @ do_t, by_hh, axes=2)
    return {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": dW_qh}


@misconception("rtrl")
def slope_missing_on_the_recurrent_path(
    x: Array, y: Array, h0: Array, parameters: Arrays
) -> Arrays:
    """Everything that reaches the state comes through tanh. Does the slope act on both terms?"""
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    _, batch, steps = y.shape
    own_row = np.eye(len(W_hh))[:, None, :, None]
    by_hx = np.zeros((len(W_hh), batch, *W_hx.shape))
    by_hh = np.zeros((len(W_hh), batch, *W_hh.shape))
    dW_hx, dW_hh, dW_qh = np.zeros_like(W_hx), np.zeros_like(W_hh), np.zeros_like(W_qh)
    h_t = h0
    for t in range(steps):
        direct_hx = own_row * x[:, :, t].T[None, :, None, :]
        direct_hh = own_row * h_t.T[None, :, None, :]
        h_t = np.tanh(W_hx @ x[:, :, t] + W_hh @ h_t)
        slope = (1 - h_t**2)[:, :, None, None]
        by_hx = slope * direct_hx + np.tensordot(W_hh, by_hx, axes=1)
        by_hh = slope * direct_hh + np.tensordot(W_hh, by_hh, axes=1)
        do_t = (W_qh @ h_t - y[:, :, t]) / (steps * batch)
        dW_qh += do_t @ h_t.T
        dW_hx += np.tensordot(W_qh.T @ do_t, by_hx, axes=2)
        dW_hh += np.tensordot(W_qh.T @ do_t, by_hh, axes=2)
    return {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": dW_qh}


@misconception("rtrl")
def share_of_the_last_step_only(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    """Every step has a loss. Is each one's share added to those before, or does it replace them?"""
    h_t, last = h0, np.zeros_like(y)
    for t in range(x.shape[2]):
        h_t = np.tanh(parameters["W_hx"] @ x[:, :, t] + parameters["W_hh"] @ h_t)
        last[:, :, t] = parameters["W_qh"] @ h_t
    last[:, :, -1] = y[:, :, -1]
    return rtrl(x, last, h0, parameters)


@misconception("rtrl")
def forward_mode_not_divided_by_the_steps(
    x: Array, y: Array, h0: Array, parameters: Arrays
) -> Arrays:
    """The loss is a mean over the steps. What does that do to each step's share?"""
    gradients = rtrl(x, y, h0, parameters)
    return {name: gradient * y.shape[2] for name, gradient in gradients.items()}
