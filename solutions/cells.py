"""The recurrent cell and its gradients: the reference for the assignment `cells`.

One step of the network, for a batch of `N` sequences side by side (columns)::

    a_t = U x_t + W s_{t-1} + ba        pre-activation        (n, N)
    s_t = tanh(a_t)                     state                 (n, N)
    z_t = V s_t + by                    logits                (m, N)
    o_t = softmax(z_t)                  prediction            (m, N)

Every operation stands beside its derivative. A gradient has the shape of what it is the
gradient of, and is written `dX` for ∂L/∂X.

Shapes: `x_t (m, N)`, `s (n, N)`, `U (n, m)`, `W (n, n)`, `V (m, n)`, `ba (n, 1)`, `by (m, 1)`;
whole sequences carry the time on a third axis: `x (m, N, T)`, `s (n, N, T)`.

The equations are those of Goodfellow, Bengio and Courville, *Deep Learning* (2016), §10.2.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Arrays = dict[str, Array]


def softmax(z: Array) -> Array:
    """Turn each column of `z` into probabilities.

    Parameters
    ----------
    z : (m, N) array of logits, one column per example.

    Returns
    -------
    (m, N) array: non-negative, every column sums to 1. Finite for logits of any size.
    """
    shifted = z - z.max(axis=0, keepdims=True)
    exponentials = np.exp(shifted)
    return exponentials / exponentials.sum(axis=0, keepdims=True)


def rnn_cell_forward(x_t: Array, s_prev: Array, parameters: Arrays) -> tuple[Array, Array, Any]:
    """Compute one step of the network.

    Parameters
    ----------
    x_t : (m, N) input at this step.
    s_prev : (n, N) state after the step before.
    parameters : dict with `U (n, m)`, `W (n, n)`, `V (m, n)`, `ba (n, 1)`, `by (m, 1)`.

    Returns
    -------
    s_next : (n, N) new state, tanh(U x_t + W s_prev + ba).
    out_pred : (m, N) prediction, softmax(V s_next + by).
    cache : whatever your `rnn_cell_backward` will need; nobody else looks inside.
    """
    U, W, V = parameters["U"], parameters["W"], parameters["V"]
    s_next = np.tanh(U @ x_t + W @ s_prev + parameters["ba"])
    out_pred = softmax(V @ s_next + parameters["by"])
    cache = (s_next, s_prev, x_t, parameters)
    return s_next, out_pred, cache


def rnn_cell_backward(ds_next: Array, cache: Any) -> Arrays:
    """Carry the gradient back through one step.

    Parameters
    ----------
    ds_next : (n, N) gradient of the loss with respect to `s_next`.
    cache : what your `rnn_cell_forward` returned for this step.

    Returns
    -------
    dict with `dx_t (m, N)`, `ds_prev (n, N)`, `dU (n, m)`, `dW (n, n)`, `dba (n, 1)`.
    """
    s_next, s_prev, x_t, parameters = cache
    da = ds_next * (1 - s_next**2)
    return {
        "dx_t": parameters["U"].T @ da,
        "ds_prev": parameters["W"].T @ da,
        "dU": da @ x_t.T,
        "dW": da @ s_prev.T,
        "dba": da.sum(axis=1, keepdims=True),
    }


def rnn_forward(x: Array, s0: Array, parameters: Arrays) -> tuple[Array, Array, Any]:
    """Run the network over a whole sequence.

    Parameters
    ----------
    x : (m, N, T) inputs.
    s0 : (n, N) state before the first step.
    parameters : as in `rnn_cell_forward`, the same at every step.

    Returns
    -------
    s : (n, N, T) states after each step.
    y : (m, N, T) predictions of each step.
    caches : whatever your `rnn_backward` will need.
    """
    states, predictions, caches = [], [], []
    s_t = s0
    for t in range(x.shape[2]):
        s_t, y_t, cache = rnn_cell_forward(x[:, :, t], s_t, parameters)
        states.append(s_t)
        predictions.append(y_t)
        caches.append(cache)
    return np.stack(states, axis=2), np.stack(predictions, axis=2), caches


def rnn_backward(ds: Array, caches: Any) -> Arrays:
    """Carry the gradient back through a whole sequence.

    Parameters
    ----------
    ds : (n, N, T) gradient that reaches each state from its own step's loss,
        not yet counting what comes back from later steps.
    caches : what your `rnn_forward` returned.

    Returns
    -------
    dict with `dx (m, N, T)`, `ds0 (n, N)` and, summed over time,
    `dU (n, m)`, `dW (n, n)`, `dba (n, 1)`.
    """
    ds_later = np.zeros_like(ds[:, :, 0])
    steps = []
    for t in reversed(range(ds.shape[2])):
        steps.append(rnn_cell_backward(ds[:, :, t] + ds_later, caches[t]))
        ds_later = steps[-1]["ds_prev"]
    return {
        "dx": np.stack([step["dx_t"] for step in reversed(steps)], axis=2),
        "ds0": ds_later,
        "dU": np.sum([step["dU"] for step in steps], axis=0),
        "dW": np.sum([step["dW"] for step in steps], axis=0),
        "dba": np.sum([step["dba"] for step in steps], axis=0),
    }


def output_backward(out_pred: Array, labels: Array, s: Array, V: Array) -> Arrays:
    """Carry the gradient of one step's cross-entropy back through the output layer.

    The loss is -log(out_pred[label]), averaged over the batch.

    Parameters
    ----------
    out_pred : (m, N) predictions, softmax(V s + by).
    labels : (N,) integers, the index of the right class of each example.
    s : (n, N) state from which the predictions were made.
    V : (m, n) output weights.

    Returns
    -------
    dict with `ds (n, N)`, `dV (m, n)`, `dby (m, 1)`.
    """
    batch = labels.shape[0]
    dz = out_pred.copy()
    dz[labels, np.arange(batch)] -= 1
    dz /= batch
    return {"ds": V.T @ dz, "dV": dz @ s.T, "dby": dz.sum(axis=1, keepdims=True)}


def rnn_loss_and_gradients(
    x: Array, labels: Array, s0: Array, parameters: Arrays
) -> tuple[float, Arrays]:
    """Compute the loss of whole sequences and all its gradients: full BPTT.

    The loss is the cross-entropy -log(y[label]), summed over time and averaged over the batch.

    Parameters
    ----------
    x : (m, N, T) inputs.
    labels : (N, T) integers, the index of the right class at each step.
    s0 : (n, N) state before the first step.
    parameters : as in `rnn_cell_forward`.

    Returns
    -------
    loss : float.
    gradients : dict with `dU`, `dW`, `dV`, `dba`, `dby`, `dx`, `ds0`,
        each of the shape of what it is the gradient of.
    """
    s, y, caches = rnn_forward(x, s0, parameters)
    batch, steps = labels.shape
    loss = 0.0
    ds = np.empty_like(s)
    dV, dby = np.zeros_like(parameters["V"]), np.zeros_like(parameters["by"])
    for t in range(steps):
        right = y[labels[:, t], np.arange(batch), t]
        loss -= float(np.log(right).mean())
        step = output_backward(y[:, :, t], labels[:, t], s[:, :, t], parameters["V"])
        ds[:, :, t] = step["ds"]
        dV, dby = dV + step["dV"], dby + step["dby"]
    return loss, {**rnn_backward(ds, caches), "dV": dV, "dby": dby}
