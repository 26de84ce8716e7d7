"""Gated cells, LSTM and GRU, and their gradients: the reference for the assignment `gates`.

A gate is a column of numbers between 0 and 1 that the network computes itself and multiplies
something with, element by element (∘). One step of the LSTM, with the gates forget, input and
output::

    f_t, i_t, o_t = σ(W h_{t-1} + U x_t + b)          each with its own W, U, b      (n, N)
    c̃_t = tanh(Wc h_{t-1} + Uc x_t + bc)              candidate                      (n, N)
    c_t = f_t ∘ c_{t-1} + i_t ∘ c̃_t                   cell state                     (n, N)
    h_t = o_t ∘ tanh(c_t)                             hidden state                   (n, N)

One step of the GRU, with the gates update and reset::

    u_t, r_t = σ(W h_{t-1} + U x_t + b)               each with its own W, U, b      (n, N)
    h̃_t = tanh(Wh (r_t ∘ h_{t-1}) + Uh x_t + bh)      candidate                      (n, N)
    h_t = (1 - u_t) ∘ h_{t-1} + u_t ∘ h̃_t             hidden state                   (n, N)

A gradient has the shape of what it is the gradient of, and is written `dX` for ∂L/∂X.

Shapes: `x_t (m, N)`, `h` and `c (n, N)`, all `W* (n, n)`, all `U* (n, m)`, all `b* (n, 1)`;
whole sequences carry the time on a third axis: `x (m, N, T)`, `h (n, N, T)`.

The LSTM is that of Hochreiter and Schmidhuber, *Long Short-Term Memory* (1997), with the forget
gate of Gers, Schmidhuber and Cummins, *Learning to Forget* (2000). The GRU is that of Cho et al.,
*Learning Phrase Representations using RNN Encoder-Decoder* (2014), with `u` in the place of their
1 - z; the direction of `u` is that of Chung et al., *Empirical Evaluation of Gated Recurrent
Neural Networks on Sequence Modeling* (2014).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Arrays = dict[str, Array]


def sigmoid(z: Array) -> Array:
    """Squash every element to a number between 0 and 1: 1 / (1 + e^(-z)).

    Parameters
    ----------
    z : array of any shape.

    Returns
    -------
    array of the same shape. Right for elements of any size, without a warning: 1 at 1000,
    0 or next to nothing at -1000.
    """
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


def lstm_cell_forward(
    x_t: Array, h_prev: Array, c_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """Compute one step of the LSTM.

    Parameters
    ----------
    x_t : (m, N) input at this step.
    h_prev : (n, N) hidden state after the step before.
    c_prev : (n, N) cell state after the step before.
    parameters : dict with `Wf`, `Wi`, `Wo`, `Wc`, all (n, n), on the previous hidden state;
        `Uf`, `Ui`, `Uo`, `Uc`, all (n, m), on the input; `bf`, `bi`, `bo`, `bc`, all (n, 1).

    Returns
    -------
    h_next : (n, N) new hidden state.
    c_next : (n, N) new cell state.
    cache : whatever your `lstm_cell_backward` will need; nobody else looks inside.
    """
    p = parameters
    f = sigmoid(p["Wf"] @ h_prev + p["Uf"] @ x_t + p["bf"])
    i = sigmoid(p["Wi"] @ h_prev + p["Ui"] @ x_t + p["bi"])
    o = sigmoid(p["Wo"] @ h_prev + p["Uo"] @ x_t + p["bo"])
    c_tilde = np.tanh(p["Wc"] @ h_prev + p["Uc"] @ x_t + p["bc"])
    c_next = f * c_prev + i * c_tilde
    h_next = o * np.tanh(c_next)
    return h_next, c_next, (x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, parameters)


def lstm_forward(x: Array, h0: Array, c0: Array, parameters: Arrays) -> tuple[Array, Array, Any]:
    """Run the LSTM over a whole sequence.

    Parameters
    ----------
    x : (m, N, T) inputs, at least one step.
    h0 : (n, N) hidden state before the first step.
    c0 : (n, N) cell state before the first step.
    parameters : as in `lstm_cell_forward`, the same at every step.

    Returns
    -------
    h : (n, N, T) hidden states after each step.
    c : (n, N, T) cell states after each step.
    caches : whatever your `lstm_backward` will need.
    """
    hidden_states, cell_states, caches = [], [], []
    h_t, c_t = h0, c0
    for t in range(x.shape[2]):
        h_t, c_t, cache = lstm_cell_forward(x[:, :, t], h_t, c_t, parameters)
        hidden_states.append(h_t)
        cell_states.append(c_t)
        caches.append(cache)
    return np.stack(hidden_states, axis=2), np.stack(cell_states, axis=2), caches


def lstm_cell_backward(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    """Carry the gradients back through one step of the LSTM.

    Parameters
    ----------
    dh_next : (n, N) gradient of the loss with respect to `h_next`.
    dc_next : (n, N) gradient that reaches `c_next` from later steps, not yet counting the way
        through `h_next`.
    cache : what your `lstm_cell_forward` returned for this step.

    Returns
    -------
    dict with `dx_t (m, N)`, `dh_prev (n, N)`, `dc_prev (n, N)` and, each of the shape of its
    parameter, `dWf`, `dWi`, `dWo`, `dWc`, `dUf`, `dUi`, `dUo`, `dUc`, `dbf`, `dbi`, `dbo`, `dbc`.
    """
    x_t, h_prev, c_prev, f, i, o, c_tilde, c_next, parameters = cache
    tanh_c = np.tanh(c_next)
    dc = dc_next + dh_next * o * (1 - tanh_c**2)
    da = {
        "f": dc * c_prev * f * (1 - f),
        "i": dc * c_tilde * i * (1 - i),
        "o": dh_next * tanh_c * o * (1 - o),
        "c": dc * i * (1 - c_tilde**2),
    }
    gradients = {
        "dx_t": np.sum([parameters[f"U{name}"].T @ da[name] for name in da], axis=0),
        "dh_prev": np.sum([parameters[f"W{name}"].T @ da[name] for name in da], axis=0),
        "dc_prev": dc * f,
    }
    for name in da:
        gradients[f"dW{name}"] = da[name] @ h_prev.T
        gradients[f"dU{name}"] = da[name] @ x_t.T
        gradients[f"db{name}"] = da[name].sum(axis=1, keepdims=True)
    return gradients


def lstm_backward(dh: Array, caches: Any) -> Arrays:
    """Carry the gradients back through a whole sequence of the LSTM.

    Parameters
    ----------
    dh : (n, N, T) gradient that reaches each hidden state from its own step's loss, not yet
        counting what comes back from later steps.
    caches : what your `lstm_forward` returned.

    Returns
    -------
    dict with `dx (m, N, T)`, `dh0 (n, N)`, `dc0 (n, N)` and, summed over time, the gradients of
    the twelve parameters, named as in `lstm_cell_backward`.
    """
    dh_later, dc_later = np.zeros_like(dh[:, :, 0]), np.zeros_like(dh[:, :, 0])
    steps = []
    for t in reversed(range(dh.shape[2])):
        step = lstm_cell_backward(dh[:, :, t] + dh_later, dc_later, caches[t])
        dh_later, dc_later = step.pop("dh_prev"), step.pop("dc_prev")
        steps.append(step)
    dx = np.stack([step.pop("dx_t") for step in reversed(steps)], axis=2)
    totals = {name: np.sum([step[name] for step in steps], axis=0) for name in steps[0]}
    return {"dx": dx, "dh0": dh_later, "dc0": dc_later, **totals}


def gru_cell_forward(x_t: Array, h_prev: Array, parameters: Arrays) -> tuple[Array, Any]:
    """Compute one step of the GRU.

    Parameters
    ----------
    x_t : (m, N) input at this step.
    h_prev : (n, N) hidden state after the step before.
    parameters : dict with `Wu`, `Wr`, `Wh`, all (n, n), on the previous hidden state;
        `Uu`, `Ur`, `Uh`, all (n, m), on the input; `bu`, `br`, `bh`, all (n, 1).

    Returns
    -------
    h_next : (n, N) new hidden state. Where `u` is 1 it is the candidate, where `u` is 0 the old
        state; the reset gate multiplies the old state before `Wh` does.
    cache : whatever your `gru_cell_backward` will need; nobody else looks inside.
    """
    p = parameters
    u = sigmoid(p["Wu"] @ h_prev + p["Uu"] @ x_t + p["bu"])
    r = sigmoid(p["Wr"] @ h_prev + p["Ur"] @ x_t + p["br"])
    h_tilde = np.tanh(p["Wh"] @ (r * h_prev) + p["Uh"] @ x_t + p["bh"])
    h_next = (1 - u) * h_prev + u * h_tilde
    return h_next, (x_t, h_prev, u, r, h_tilde, parameters)


def gru_forward(x: Array, h0: Array, parameters: Arrays) -> tuple[Array, Any]:
    """Run the GRU over a whole sequence.

    Parameters
    ----------
    x : (m, N, T) inputs, at least one step.
    h0 : (n, N) hidden state before the first step.
    parameters : as in `gru_cell_forward`, the same at every step.

    Returns
    -------
    h : (n, N, T) hidden states after each step.
    caches : whatever your `gru_backward` will need.
    """
    hidden_states, caches = [], []
    h_t = h0
    for t in range(x.shape[2]):
        h_t, cache = gru_cell_forward(x[:, :, t], h_t, parameters)
        hidden_states.append(h_t)
        caches.append(cache)
    return np.stack(hidden_states, axis=2), caches


def gru_cell_backward(dh_next: Array, cache: Any) -> Arrays:
    """Carry the gradient back through one step of the GRU.

    Parameters
    ----------
    dh_next : (n, N) gradient of the loss with respect to `h_next`.
    cache : what your `gru_cell_forward` returned for this step.

    Returns
    -------
    dict with `dx_t (m, N)`, `dh_prev (n, N)` and, each of the shape of its parameter,
    `dWu`, `dWr`, `dWh`, `dUu`, `dUr`, `dUh`, `dbu`, `dbr`, `dbh`.
    """
    x_t, h_prev, u, r, h_tilde, parameters = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = parameters["Wh"].T @ da_h
    da_u = dh_next * (h_tilde - h_prev) * u * (1 - u)
    da_r = d_reset * h_prev * r * (1 - r)
    through_gates = parameters["Wu"].T @ da_u + parameters["Wr"].T @ da_r
    gradients = {
        "dx_t": parameters["Uu"].T @ da_u + parameters["Ur"].T @ da_r + parameters["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset * r + through_gates,
    }
    for name, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{name}"] = da @ state.T
        gradients[f"dU{name}"] = da @ x_t.T
        gradients[f"db{name}"] = da.sum(axis=1, keepdims=True)
    return gradients


def gru_backward(dh: Array, caches: Any) -> Arrays:
    """Carry the gradient back through a whole sequence of the GRU.

    Parameters
    ----------
    dh : (n, N, T) gradient that reaches each hidden state from its own step's loss, not yet
        counting what comes back from later steps.
    caches : what your `gru_forward` returned.

    Returns
    -------
    dict with `dx (m, N, T)`, `dh0 (n, N)` and, summed over time, the gradients of the nine
    parameters, named as in `gru_cell_backward`.
    """
    dh_later = np.zeros_like(dh[:, :, 0])
    steps = []
    for t in reversed(range(dh.shape[2])):
        step = gru_cell_backward(dh[:, :, t] + dh_later, caches[t])
        dh_later = step.pop("dh_prev")
        steps.append(step)
    dx = np.stack([step.pop("dx_t") for step in reversed(steps)], axis=2)
    totals = {name: np.sum([step[name] for step in steps], axis=0) for name in steps[0]}
    return {"dx": dx, "dh0": dh_later, **totals}


def parameter_count(kind: str, inputs: int, hidden: int) -> int:
    """Count the numbers that a recurrent layer learns.

    Parameters
    ----------
    kind : "rnn" (`U`, `W` and `ba` of the plain cell, without an output layer), "gru" or "lstm".
    inputs : number of input features, m.
    hidden : number of hidden units, n.

    Returns
    -------
    a whole number, of any type: how many numbers all weights and biases of the layer have together.

    Raises
    ------
    ValueError : for another kind; the message contains it.
    """
    blocks = {"rnn": 1, "gru": 3, "lstm": 4}
    if kind not in blocks:
        raise ValueError(f"there is no cell of the kind {kind!r}")
    return blocks[kind] * hidden * (hidden + inputs + 1)


def cell_state_jacobian(forget_gates: Array) -> Array:
    """Multiply the forget gates along a sequence: what is left of the cell state before it.

    Parameters
    ----------
    forget_gates : (n, T) forget gates of one sequence, one column per step; T may be 0.

    Returns
    -------
    (n, n) array: the Jacobian of c_T, the cell state after the last step, with respect to c_0, the
    one before the first step (so every column counts), along the path that runs from cell state
    to cell state; that is, with all gates and candidates held fixed.
    """
    return np.diag(np.prod(forget_gates, axis=1))
