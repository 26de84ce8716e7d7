"""Backpropagation through time, whole, truncated and randomised: the reference for `bptt`.

The linear network without biases, for a batch of `N` sequences side by side (columns)::

    h_t = W_hx x_t + W_hh h_{t-1}                   state         (n, N)
    o_t = W_qh h_t                                  output        (q, N)
    L   = (1/T) Σ_t ½‖o_t - y_t‖²                   loss, averaged over the batch

and its gradients, from the last step to the first::

    do_t  = (o_t - y_t) / (T N)                     from the loss
    dh_t  = W_qhᵀ do_t + W_hhᵀ dh_{t+1}             from the output and from the next state
    dW_qh = Σ_t do_t h_tᵀ
    dW_hh = Σ_t dh_t h_{t-1}ᵀ
    dW_hx = Σ_t dh_t x_tᵀ

Its tanh sibling has `h_t = tanh(W_hx x_t + W_hh h_{t-1})`, and all else alike.

Shapes: `W_hx (n, d)`, `W_hh (n, n)`, `W_qh (q, n)`, `h0 (n, N)`; whole sequences carry the time
on a third axis: `x (d, N, T)`, `h (n, N, T)`, `o` and `y (q, N, T)`. The formulas count steps
from 1, arrays from 0: step `t` stands at index `t - 1`. A gradient has the shape of what it is
the gradient of, and is written `dX` for ∂L/∂X.

The equations are those of Zhang, Lipton, Li and Smola, *Dive into Deep Learning* (2023), §9.7.
Randomised truncation is that of Tallec and Ollivier (2017), checkpoints those of Chen, Xu, Zhang
and Guestrin (2016), the forward mode that of Williams and Zipser (1989).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Arrays = dict[str, Array]


def unroll_recurrence(b: Array, c: Array) -> Array:
    """Solve a_t = b_t + c_t a_{t-1}, with a_0 = 0, in closed form.

    The answer at step t is a sum over all steps up to t: b_t itself, and each earlier b_i times
    the product of the factors c_j that it meets on its way, those of the steps i+1 to t.
    Factors may be zero, so the products cannot be had by dividing.

    Parameters
    ----------
    b : (T,) what is added at each step; b_1 comes first.
    c : (T,) what the value before is multiplied by at each step; c_1 comes first, and makes no
        difference, as a_0 = 0.

    Returns
    -------
    (T,) array: a_1, ..., a_T.
    """
    steps = range(len(b))
    return np.array([b[t] + sum(np.prod(c[i + 1 : t + 1]) * b[i] for i in range(t)) for t in steps])


def linear_rnn_forward(x: Array, h0: Array, parameters: Arrays) -> tuple[Array, Array]:
    """Run the linear network over a whole sequence.

    Parameters
    ----------
    x : (d, N, T) inputs.
    h0 : (n, N) state before the first step.
    parameters : dict with `W_hx (n, d)`, `W_hh (n, n)`, `W_qh (q, n)`.

    Returns
    -------
    h : (n, N, T) states after each step, h_t = W_hx x_t + W_hh h_{t-1}.
    o : (q, N, T) outputs of each step, o_t = W_qh h_t.
    """
    states, outputs = [], []
    h_t = h0
    for t in range(x.shape[2]):
        h_t = parameters["W_hx"] @ x[:, :, t] + parameters["W_hh"] @ h_t
        states.append(h_t)
        outputs.append(parameters["W_qh"] @ h_t)
    return np.stack(states, axis=2), np.stack(outputs, axis=2)


def linear_rnn_loss(o: Array, y: Array) -> float:
    """Compute half the squared error, averaged over the time and over the batch.

    Parameters
    ----------
    o : (q, N, T) outputs.
    y : (q, N, T) what they should have been.

    Returns
    -------
    float: ½‖o_t - y_t‖², summed over the features, averaged over the N sequences and T steps.
    """
    _, batch, steps = o.shape
    return float(0.5 * np.sum((o - y) ** 2) / (steps * batch))


def linear_rnn_backward(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    """Compute all gradients of the linear network by going back through time.

    Runs the network forward, then follows dh_t = W_hhᵀ dh_{t+1} + W_qhᵀ do_t from the last step
    to the first. The loss is that of `linear_rnn_loss`.

    Parameters
    ----------
    x : (d, N, T) inputs.
    y : (q, N, T) what the outputs should be.
    h0 : (n, N) state before the first step.
    parameters : as in `linear_rnn_forward`.

    Returns
    -------
    dict with `dW_hx (n, d)`, `dW_hh (n, n)`, `dW_qh (q, n)`, and `dh (n, N, T)`: the gradient
    with respect to each of the states h_1, ..., h_T, along all paths from it to the loss.
    """
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    h, o = linear_rnn_forward(x, h0, parameters)
    _, batch, steps = y.shape
    do = (o - y) / (steps * batch)
    dh = np.empty_like(h)
    dW_hx, dW_hh, dW_qh = np.zeros_like(W_hx), np.zeros_like(W_hh), np.zeros_like(W_qh)
    dh_later = np.zeros_like(h0)
    for t in reversed(range(steps)):
        h_prev = h[:, :, t - 1] if t > 0 else h0
        dh[:, :, t] = W_qh.T @ do[:, :, t] + dh_later
        dW_qh += do[:, :, t] @ h[:, :, t].T
        dW_hx += dh[:, :, t] @ x[:, :, t].T
        dW_hh += dh[:, :, t] @ h_prev.T
        dh_later = W_hh.T @ dh[:, :, t]
    return {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": dW_qh, "dh": dh}


def hidden_gradient(t: int, do: Array, parameters: Arrays) -> Array:
    """Compute the gradient with respect to one state of the linear network, as an explicit sum.

    It is Σ_{i=t..T} (W_hhᵀ)^{T-i} W_qhᵀ do_{T+t-i}: one term, with its power of W_hhᵀ, for each
    step, from t on, whose output the state reaches. Any way to compute this sum counts.

    Parameters
    ----------
    t : step of the state, counted from 1 to T as in the formula.
    do : (q, N, T) gradients of the loss with respect to the outputs; do_1 is `do[:, :, 0]`.
        What the loss divides by is already in them.
    parameters : as in `linear_rnn_forward`.

    Returns
    -------
    (n, N) array: dh_t.

    Raises
    ------
    ValueError : if t is less than 1 or greater than T.
    """
    steps = do.shape[2]
    if not 1 <= t <= steps:
        raise ValueError(f"the step must lie between 1 and {steps}, not at {t}")
    W_hh, W_qh = parameters["W_hh"], parameters["W_qh"]
    terms = []
    for i in range(t, steps + 1):
        power = np.linalg.matrix_power(W_hh.T, steps - i)
        terms.append(power @ W_qh.T @ do[:, :, steps + t - i - 1])
    return np.sum(terms, axis=0)


def chunked_bptt(x: Array, y: Array, h0: Array, parameters: Arrays, tau: int) -> Arrays:
    """Compute the linear network's gradients with the chain cut every `tau` steps.

    The sequence is divided into chunks of `tau` steps: steps 1 to tau, tau+1 to 2 tau, and so
    on; the last may be shorter. The state is carried from a chunk to the next, so that states,
    outputs and loss are those of the whole sequence; but no gradient goes back from a chunk to
    the one before: the state that it starts from is treated as a constant. With tau = 1 no
    gradient goes from any step to another; with tau ≥ T nothing is cut.

    Parameters
    ----------
    x : (d, N, T) inputs.
    y : (q, N, T) what the outputs should be.
    h0 : (n, N) state before the first step.
    parameters : as in `linear_rnn_forward`.
    tau : steps in a chunk, at least 1.

    Returns
    -------
    dict with `dW_hx (n, d)`, `dW_hh (n, n)`, `dW_qh (q, n)`: the truncated gradients of the loss
    of `linear_rnn_loss`, which averages over all T steps.

    Raises
    ------
    ValueError : if tau is less than 1.
    """
    if tau < 1:
        raise ValueError(f"a chunk needs at least one step, not {tau}")
    steps = x.shape[2]
    gradients = {f"d{name}": np.zeros_like(value) for name, value in parameters.items()}
    carried = h0
    for start in range(0, steps, tau):
        chunk = slice(start, min(start + tau, steps))
        x_chunk, y_chunk = x[:, :, chunk], y[:, :, chunk]
        part = linear_rnn_backward(x_chunk, y_chunk, carried, parameters)
        # The chunk's own loss is averaged over its own steps; ours over all of them.
        share = (chunk.stop - chunk.start) / steps
        for name, gradient in gradients.items():
            gradient += share * part[name]
        carried = linear_rnn_forward(x_chunk, carried, parameters)[0][:, :, -1]
    return gradients


def windowed_bptt(x: Array, y: Array, h0: Array, parameters: Arrays, tau: int) -> Arrays:
    """Compute the linear network's gradients, each step's loss reaching back `tau` steps.

    The loss of step t reaches the `tau` steps t, t-1, ..., t-tau+1, its own being the first of
    them, and no further: the state before them is treated as a constant. Early in the
    sequence there are fewer steps to reach. With tau = 1 no gradient goes from any step to
    another; with tau ≥ T nothing is cut.

    Parameters
    ----------
    x : (d, N, T) inputs.
    y : (q, N, T) what the outputs should be.
    h0 : (n, N) state before the first step.
    parameters : as in `linear_rnn_forward`.
    tau : steps that each loss reaches, at least 1.

    Returns
    -------
    dict with `dW_hx (n, d)`, `dW_hh (n, n)`, `dW_qh (q, n)`: the truncated gradients of the loss
    of `linear_rnn_loss`.

    Raises
    ------
    ValueError : if tau is less than 1.
    """
    if tau < 1:
        raise ValueError(f"a window needs at least one step, not {tau}")
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    h, o = linear_rnn_forward(x, h0, parameters)
    _, batch, steps = y.shape
    do = (o - y) / (steps * batch)
    dW_hx, dW_hh, dW_qh = np.zeros_like(W_hx), np.zeros_like(W_hh), np.zeros_like(W_qh)
    for t in range(steps):
        dW_qh += do[:, :, t] @ h[:, :, t].T
        arriving = W_qh.T @ do[:, :, t]
        for s in range(t, max(t - tau, -1), -1):
            h_prev = h[:, :, s - 1] if s > 0 else h0
            dW_hx += arriving @ x[:, :, s].T
            dW_hh += arriving @ h_prev.T
            arriving = W_hh.T @ arriving
    return {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": dW_qh}


def sample_truncation(rng: np.random.Generator, pi: float | Array, T: int) -> Array:
    """Draw at random where the chain of gradients is cut, and what multiplies it elsewhere.

    ξ_t is 1/π_t with probability π_t, and otherwise 0; each step is drawn on its own. So E ξ_t = 1.

    Parameters
    ----------
    rng : NumPy's random generator; all randomness must come from it, and from nowhere else.
    pi : probability that the chain is kept, 0 < π ≤ 1: one number for all steps,
        or a (T,) array with one for each.
    T : number of steps.

    Returns
    -------
    (T,) array: ξ_1, ..., ξ_T.

    Raises
    ------
    ValueError : if any probability is not greater than 0 (as NaN is not), or is greater than 1.
    """
    kept = np.broadcast_to(np.asarray(pi), (T,))
    if not ((kept > 0) & (kept <= 1)).all():
        raise ValueError("the chain must be kept with a probability above 0 and at most 1")
    return np.where(rng.random(T) < kept, 1 / kept, 0.0)


def randomized_bptt(x: Array, y: Array, h0: Array, parameters: Arrays, xi: Array) -> Arrays:
    """Compute the linear network's gradients with the chain multiplied by ξ_t at every step.

    Whatever goes back from step t to step t-1, that is from h_t to h_{t-1}, is multiplied by
    ξ_t. Nothing else is: states, outputs and loss are those of the whole sequence, and what a
    step gives to the parameters directly is not multiplied by its own ξ_t. As h_0 is a
    constant, ξ_1 makes no difference. With all ξ_t = 1 this is full BPTT.

    Parameters
    ----------
    x : (d, N, T) inputs.
    y : (q, N, T) what the outputs should be.
    h0 : (n, N) state before the first step.
    parameters : as in `linear_rnn_forward`.
    xi : (T,) the factors ξ_1, ..., ξ_T, the same for the whole batch.

    Returns
    -------
    dict with `dW_hx (n, d)`, `dW_hh (n, n)`, `dW_qh (q, n)`: the gradients of the loss of
    `linear_rnn_loss` with the chain so multiplied.
    """
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    h, o = linear_rnn_forward(x, h0, parameters)
    _, batch, steps = y.shape
    do = (o - y) / (steps * batch)
    dW_hx, dW_hh, dW_qh = np.zeros_like(W_hx), np.zeros_like(W_hh), np.zeros_like(W_qh)
    dh_later = np.zeros_like(h0)
    for t in reversed(range(steps)):
        h_prev = h[:, :, t - 1] if t > 0 else h0
        dh_t = W_qh.T @ do[:, :, t] + dh_later
        dW_qh += do[:, :, t] @ h[:, :, t].T
        dW_hx += dh_t @ x[:, :, t].T
        dW_hh += dh_t @ h_prev.T
        dh_later = xi[t] * (W_hh.T @ dh_t)
    return {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": dW_qh}


def checkpointed_bptt(x: Array, y: Array, h0: Array, parameters: Arrays, every: int) -> Arrays:
    """Compute the tanh network's full gradients while storing few of its states.

    The network is h_t = tanh(W_hx x_t + W_hh h_{t-1}), o_t = W_qh h_t; its loss is that of
    `linear_rnn_loss`. On the way forward only one state in `every` is kept, beginning with h_0:
    h_0, h_every, h_{2 every}, ... On the way back each stretch of `every` steps is computed
    once more from the state kept before it, used, and forgotten. So there are never more than
    about T/every + every states in memory. Beyond these and the given x and y, nothing may grow
    with T: no outputs or gradients of all steps, no copy of x or y.

    Parameters
    ----------
    x : (d, N, T) inputs.
    y : (q, N, T) what the outputs should be.
    h0 : (n, N) state before the first step.
    parameters : dict with `W_hx (n, d)`, `W_hh (n, n)`, `W_qh (q, n)`.
    every : whole number of steps from a kept state to the next, at least 1; may be greater than T.

    Returns
    -------
    dict with `dW_hx (n, d)`, `dW_hh (n, n)`, `dW_qh (q, n)`: the same as full BPTT would give.

    Raises
    ------
    ValueError : if every is less than 1.
    """
    if every < 1:
        raise ValueError(f"at most every step can be kept: every = {every} is less than 1")
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    _, batch, steps = y.shape
    kept = []
    h_t = h0
    for t in range(steps):
        if t % every == 0:
            kept.append(h_t)
        h_t = np.tanh(W_hx @ x[:, :, t] + W_hh @ h_t)
    dW_hx, dW_hh, dW_qh = np.zeros_like(W_hx), np.zeros_like(W_hh), np.zeros_like(W_qh)
    dh_later = np.zeros_like(h0)
    for start in reversed(range(0, steps, every)):
        stretch = range(start, min(start + every, steps))
        states = [kept.pop()]
        for t in stretch:
            states.append(np.tanh(W_hx @ x[:, :, t] + W_hh @ states[-1]))
        for t in reversed(stretch):
            h_t, h_prev = states[t - start + 1], states[t - start]
            do_t = (W_qh @ h_t - y[:, :, t]) / (steps * batch)
            dh_t = W_qh.T @ do_t + dh_later
            da_t = dh_t * (1 - h_t**2)
            dW_qh += do_t @ h_t.T
            dW_hx += da_t @ x[:, :, t].T
            dW_hh += da_t @ h_prev.T
            dh_later = W_hh.T @ da_t
    return {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": dW_qh}


def rtrl(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    """Compute the tanh network's full gradients without ever going back.

    Real-time recurrent learning: beside the state, carry forward the derivative of each of its
    elements with respect to each element of W_hx and W_hh, and add up each step's share of the
    gradient as soon as its output is known. The network and the loss are those of
    `checkpointed_bptt`. Beyond the given x and y, nothing that you store may grow with T.

    Parameters
    ----------
    x : (d, N, T) inputs.
    y : (q, N, T) what the outputs should be.
    h0 : (n, N) state before the first step; it does not depend on the parameters.
    parameters : dict with `W_hx (n, d)`, `W_hh (n, n)`, `W_qh (q, n)`.

    Returns
    -------
    dict with `dW_hx (n, d)`, `dW_hh (n, n)`, `dW_qh (q, n)`: the same as full BPTT would give.
    """
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    _, batch, steps = y.shape
    hidden, inputs = W_hx.shape
    dW_hx, dW_hh, dW_qh = np.zeros_like(W_hx), np.zeros_like(W_hh), np.zeros_like(W_qh)
    # by_hx[i, b, j, k] is the derivative of h[i, b] with respect to W_hx[j, k]; by_hh likewise.
    by_hx = np.zeros((hidden, batch, hidden, inputs), dtype=W_hx.dtype)
    by_hh = np.zeros((hidden, batch, hidden, hidden), dtype=W_hh.dtype)
    # Row j of a weight matrix moves row j of W @ v directly, and no other: d(W @ v) = dW @ v.
    own_row = np.eye(hidden, dtype=W_hh.dtype)[:, None, :, None]
    h_t = h0
    for t in range(steps):
        direct_hx = own_row * x[:, :, t].T[None, :, None, :]
        direct_hh = own_row * h_t.T[None, :, None, :]
        h_t = np.tanh(W_hx @ x[:, :, t] + W_hh @ h_t)
        slope = (1 - h_t**2)[:, :, None, None]
        by_hx = slope * (direct_hx + np.tensordot(W_hh, by_hx, axes=1))
        by_hh = slope * (direct_hh + np.tensordot(W_hh, by_hh, axes=1))
        do_t = (W_qh @ h_t - y[:, :, t]) / (steps * batch)
        dh_t = W_qh.T @ do_t
        dW_qh += do_t @ h_t.T
        dW_hx += np.tensordot(dh_t, by_hx, axes=2)
        dW_hh += np.tensordot(dh_t, by_hh, axes=2)
    return {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": dW_qh}
