"""Bidirectional and multilayer networks, shortcut connections: the reference for `stacks`.

One recurrent layer is a tanh network without an output, which starts from a zero state::

    h_t = tanh(U x_t + W h_{t-1} + ba)      h_0 = 0

Two such layers side by side, one of which reads right to left, are a bidirectional network; several
on top of each other, each reading the states of the one below, are a stack. In a deep stack of
layers without recurrence, three kinds of shortcuts let the gradient pass::

    x ← x + tanh(W x + b)                                       residual
    z ← [z; tanh(W z + b)]                                      dense
    x ← g∘tanh(W x + b) + (1-g)∘x,  g = σ(Wg x + bg)            highway

A gradient has the shape of what it is the gradient of, and is written `dX` for ∂L/∂X.

Shapes: sequences `x (m, N, T)`, `h (n, N, T)`; their layers' `U (n, m)`, `W (n, n)`, `ba (n, 1)`.
Without time: `x (n, N)`, `b (n, 1)`.

The bidirectional network is that of Schuster and Paliwal (1997); the shortcuts are those of He,
Zhang, Ren and Sun, *Deep Residual Learning for Image Recognition* (2016), Huang, Liu, van der
Maaten and Weinberger, *Densely Connected Convolutional Networks* (2017), and Srivastava, Greff and
Schmidhuber, *Highway Networks* (2015), each reduced to tanh layers.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Arrays = dict[str, Array]


def bidirectional_forward(
    x: Array, lengths: Array, parameters: dict[str, Arrays]
) -> tuple[Array, Any]:
    """Run one network over each sequence from left to right, and another from right to left.

    Parameters
    ----------
    x : (m, N, T) inputs. Sequence `b` is real in its first `lengths[b]` steps; what stands in
        the steps after them, NaN for instance, is padding and has no effect.
    lengths : (N,) integers from 1 to T.
    parameters : dict with `forward` and `backward`, each a dict with `U (n, m)`, `W (n, n)`,
        `ba (n, 1)`. Both networks start from a zero state, the first before the first step, the
        second behind the last *real* step of each sequence.

    Returns
    -------
    h : (2n, N, T) states, zero in the padding. At step t, the first n rows are the state of the
        forward network when it has read x_1 to x_t; the last n rows are the state of the
        backward network when it has read from the last real step back to x_t.
    cache : whatever your `bidirectional_backward` will need.
    """
    real = np.arange(x.shape[2]) < lengths[:, None]
    x = np.where(real, x, 0)
    halves = []
    for direction, step in (("forward", 1), ("backward", -1)):
        p = parameters[direction]
        # Read backwards, the padding comes first: there the state has to stay zero.
        x_read, real_read = x[:, :, ::step], real[:, ::step]
        state = np.zeros((p["W"].shape[0], x.shape[1]), dtype=p["W"].dtype)
        states = []
        for t in range(x.shape[2]):
            a = p["U"] @ x_read[:, :, t] + p["W"] @ state + p["ba"]
            state = np.where(real_read[:, t], np.tanh(a), 0)
            states.append(state)
        halves.append(np.stack(states, axis=2)[:, :, ::step])
    h = np.concatenate(halves)
    return h, (x, real, h, parameters)


def bidirectional_backward(dh: Array, cache: Any) -> dict[str, Any]:
    """Carry the gradient back through both networks.

    Parameters
    ----------
    dh : (2n, N, T) gradient that reaches each state from its own step, not yet counting what
        comes back through either network. What stands in the padding has no effect.
    cache : what your `bidirectional_forward` returned.

    Returns
    -------
    dict with `dx (m, N, T)`, zero in the padding, and `forward` and `backward`, each a dict with
    `dU`, `dW`, `dba`, summed over time and batch.
    """
    x, real, h, parameters = cache
    n = h.shape[0] // 2
    dx = np.zeros(x.shape, dtype=dh.dtype)
    gradients = {}
    for direction, step, rows in (("forward", 1, slice(n)), ("backward", -1, slice(n, None))):
        p = parameters[direction]
        x_read, real_read = x[:, :, ::step], real[:, ::step]
        h_read, dh_read = h[rows, :, ::step], dh[rows, :, ::step]
        dU, dW, dba = (np.zeros_like(p[name]) for name in ("U", "W", "ba"))
        dx_read = []
        dh_later = np.zeros_like(h_read[:, :, 0])
        for t in reversed(range(x.shape[2])):
            h_before = h_read[:, :, t - 1] if t > 0 else np.zeros_like(dh_later)
            da = (dh_read[:, :, t] + dh_later) * (1 - h_read[:, :, t] ** 2)
            da = np.where(real_read[:, t], da, 0)
            dU, dW = dU + da @ x_read[:, :, t].T, dW + da @ h_before.T
            dba = dba + da.sum(axis=1, keepdims=True)
            dx_read.append(p["U"].T @ da)
            dh_later = p["W"].T @ da
        dx += np.stack(dx_read[::-1], axis=2)[:, :, ::step]
        gradients[direction] = {"dU": dU, "dW": dW, "dba": dba}
    return {"dx": dx, **gradients}


def stacked_forward(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """Run several recurrent layers, each of which reads the states of the one below.

    Parameters
    ----------
    x : (m, N, T) inputs of the lowest layer.
    layers : list of D ≥ 1 dicts, the lowest layer first, each with `U`, `W (n, n)`, `ba (n, 1)`.
        `n` may differ from layer to layer; `U` has as many columns as its layer's input has rows:
        `m` in the lowest layer, `n` of the layer below in the others. Every layer starts from a
        zero state.

    Returns
    -------
    h : (n, N, T) states of the top layer.
    cache : whatever your `stacked_backward` will need.
    """
    h = x
    cache = []
    for p in layers:
        below = h
        state = np.zeros((p["W"].shape[0], x.shape[1]), dtype=p["W"].dtype)
        states = []
        for t in range(x.shape[2]):
            state = np.tanh(p["U"] @ below[:, :, t] + p["W"] @ state + p["ba"])
            states.append(state)
        h = np.stack(states, axis=2)
        cache.append((below, h, p))
    return h, cache


def stacked_backward(dh: Array, cache: Any) -> dict[str, Any]:
    """Carry the gradient back through time and through all layers.

    Parameters
    ----------
    dh : (n, N, T) gradient that reaches each state of the top layer from its own step's loss.
    cache : what your `stacked_forward` returned.

    Returns
    -------
    dict with `dx (m, N, T)` and `layers`: a list of D dicts, the lowest layer first, each with
    `dU`, `dW`, `dba`, summed over time and batch.
    """
    gradients = []
    for below, h, p in reversed(cache):
        dU, dW, dba = (np.zeros_like(p[name]) for name in ("U", "W", "ba"))
        dbelow = []
        dh_later = np.zeros_like(h[:, :, 0])
        for t in reversed(range(h.shape[2])):
            h_before = h[:, :, t - 1] if t > 0 else np.zeros_like(dh_later)
            da = (dh[:, :, t] + dh_later) * (1 - h[:, :, t] ** 2)
            dU, dW = dU + da @ below[:, :, t].T, dW + da @ h_before.T
            dba = dba + da.sum(axis=1, keepdims=True)
            dbelow.append(p["U"].T @ da)
            dh_later = p["W"].T @ da
        dh = np.stack(dbelow[::-1], axis=2)
        gradients.append({"dU": dU, "dW": dW, "dba": dba})
    return {"dx": dh, "layers": gradients[::-1]}


def residual_forward(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """Run a stack of layers, each of which adds something to its input.

    Parameters
    ----------
    x : (n, N) inputs.
    layers : list of D ≥ 1 dicts, the lowest layer first, each with `W (n, n)`, `b (n, 1)`.

    Returns
    -------
    y : (n, N) output of the top layer; each layer makes x + tanh(W x + b) of its input x.
    cache : whatever your `residual_backward` will need.
    """
    cache = []
    for p in layers:
        added = np.tanh(p["W"] @ x + p["b"])
        cache.append((x, added, p))
        x = x + added
    return x, cache


def residual_backward(dy: Array, cache: Any) -> dict[str, Any]:
    """Carry the gradient back through a residual stack.

    Parameters
    ----------
    dy : (n, N) gradient of the loss with respect to the output.
    cache : what your `residual_forward` returned.

    Returns
    -------
    dict with `dx (n, N)` and `layers`: a list of D dicts, the lowest layer first, each with
    `dW (n, n)`, `db (n, 1)`.
    """
    dx = dy
    gradients = []
    for x, added, p in reversed(cache):
        da = dx * (1 - added**2)
        gradients.append({"dW": da @ x.T, "db": da.sum(axis=1, keepdims=True)})
        dx = dx + p["W"].T @ da
    return {"dx": dx, "layers": gradients[::-1]}


def dense_forward(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """Run a stack of layers, each of which reads all the features so far and appends its own.

    Parameters
    ----------
    x : (n, N) inputs.
    layers : list of D ≥ 1 dicts, the lowest layer first. With l counted from 1, layer l has
        `W (k, n + (l-1) k)` and `b (k, 1)`; k is the same in every layer.

    Returns
    -------
    z : (n + D k, N) all features: on top the rows of x, below them those of the lowest layer, and
        so on; each layer appends tanh(W z + b) below the features z that it reads.
    cache : whatever your `dense_backward` will need.
    """
    z = x
    cache = []
    for p in layers:
        new = np.tanh(p["W"] @ z + p["b"])
        cache.append((z, new, p))
        z = np.concatenate([z, new])
    return z, cache


def dense_backward(dz: Array, cache: Any) -> dict[str, Any]:
    """Carry the gradient back through a dense stack.

    Parameters
    ----------
    dz : (n + D k, N) gradient of the loss with respect to all features, not yet counting what
        comes back through the layers that read them.
    cache : what your `dense_forward` returned.

    Returns
    -------
    dict with `dx (n, N)` and `layers`: a list of D dicts, the lowest layer first, each with
    `dW (k, n + (l-1) k)`, `db (k, 1)`.
    """
    gradients = []
    for z, new, p in reversed(cache):
        read = z.shape[0]
        da = dz[read:] * (1 - new**2)
        gradients.append({"dW": da @ z.T, "db": da.sum(axis=1, keepdims=True)})
        dz = dz[:read] + p["W"].T @ da
    return {"dx": dz, "layers": gradients[::-1]}


def highway_forward(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """Run a stack of layers, whose gates choose between something new and the input.

    Parameters
    ----------
    x : (n, N) inputs.
    layers : list of D ≥ 1 dicts, the lowest layer first, each with `W (n, n)`, `b (n, 1)`,
        `Wg (n, n)`, `bg (n, 1)`.

    Returns
    -------
    y : (n, N) output of the top layer; each layer makes g∘tanh(W x + b) + (1-g)∘x of its input
        x, with the gate g = σ(Wg x + bg). No warning for gates far in saturation.
    cache : whatever your `highway_backward` will need.
    """
    cache = []
    for p in layers:
        new = np.tanh(p["W"] @ x + p["b"])
        gate = (1 + np.tanh((p["Wg"] @ x + p["bg"]) / 2)) / 2
        cache.append((x, new, gate, p))
        x = gate * new + (1 - gate) * x
    return x, cache


def highway_backward(dy: Array, cache: Any) -> dict[str, Any]:
    """Carry the gradient back through a highway stack.

    Parameters
    ----------
    dy : (n, N) gradient of the loss with respect to the output.
    cache : what your `highway_forward` returned.

    Returns
    -------
    dict with `dx (n, N)` and `layers`: a list of D dicts, the lowest layer first, each with
    `dW (n, n)`, `db (n, 1)`, `dWg (n, n)`, `dbg (n, 1)`.
    """
    dx = dy
    gradients = []
    for x, new, gate, p in reversed(cache):
        da = dx * gate * (1 - new**2)
        da_gate = dx * (new - x) * gate * (1 - gate)
        gradients.append(
            {
                "dW": da @ x.T,
                "db": da.sum(axis=1, keepdims=True),
                "dWg": da_gate @ x.T,
                "dbg": da_gate.sum(axis=1, keepdims=True),
            }
        )
        dx = dx * (1 - gate) + p["W"].T @ da + p["Wg"].T @ da_gate
    return {"dx": dx, "layers": gradients[::-1]}


def shortcut_gradient_norms(depth: int, kind: str, rng: np.random.Generator) -> Array:
    """Measure how the size of the gradient changes on its way down a deep random stack.

    The stack has `depth` layers of width 64 and one example. All elements of the input x_0, and
    of the gradient at the output of the top layer, are drawn from the normal distribution with
    mean 0 and standard deviation 1; all elements of every `W` and `Wg` from that with mean 0 and
    standard deviation 1/16 (which is 0.5/√64). Every `b` is 0, every element of `bg` is -3.

    Parameters
    ----------
    depth : number of layers, at least 1.
    kind : "plain", where each layer makes tanh(W x + b) of its input x, "residual" or "highway".
    rng : NumPy's random generator; all randomness comes from it, in any order.

    Returns
    -------
    (depth + 1,) array: element l is ‖∂L/∂x_l‖ / ‖∂L/∂x_depth‖, where x_l is the output of
    layer l, counted from 1, and x_0 the input. So element `depth` is 1.

    Raises
    ------
    ValueError
        If `kind` is any other; the message contains it.
    """
    if kind not in ("plain", "residual", "highway"):
        raise ValueError(f"no such kind of shortcut: {kind!r}")
    width = 64
    bias = np.zeros((width, 1))
    x = rng.standard_normal((width, 1))
    caches = []
    for _ in range(depth):
        p = {"W": rng.standard_normal((width, width)) / 16, "b": bias}
        if kind == "residual":
            x, cache = residual_forward(x, [p])
        elif kind == "highway":
            Wg = rng.standard_normal((width, width)) / 16
            x, cache = highway_forward(x, [{**p, "Wg": Wg, "bg": bias - 3}])
        else:
            x = np.tanh(p["W"] @ x + p["b"])
            cache = (p["W"], x)
        caches.append(cache)
    dx = rng.standard_normal((width, 1))
    norms = [np.linalg.norm(dx)]
    for cache in reversed(caches):
        if kind == "residual":
            dx = residual_backward(dx, cache)["dx"]
        elif kind == "highway":
            dx = highway_backward(dx, cache)["dx"]
        else:
            W, output = cache
            dx = W.T @ (dx * (1 - output**2))
        norms.append(np.linalg.norm(dx))
    return np.array(norms[::-1]) / norms[0]
