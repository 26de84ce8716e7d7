"""Beyond the textbook: the reference for `beyond`.

The network of the first and the last exercise is recurrent, with tanh and without biases, for a
batch of `N` sequences side by side (columns)::

    h_t = tanh(W_hx x_t + W_hh h_{t-1})             state         (n, N)
    o_t = W_qh h_t                                  output        (q, N)

Shapes: `W_hx (n, d)`, `W_hh (n, n)`, `W_qh (q, n)`, `h0 (n, N)`; whole sequences carry the time
on a third axis: `x (d, N, T)`, `y (q, N, T)`. The formulas count steps from 1, arrays from 0:
step `t` stands at index `t - 1`. A gradient has the shape of what it is the gradient of, and is
written `dX` for ∂L/∂X.

Truncation with two lengths is that of Williams and Peng (1990); the scan that of Hillis and Steele
(1986), as Blelloch (1990) uses it for recurrences; attention that of Vaswani and others (2017);
Lyapunov exponents are computed as by Benettin and others (1980); teacher forcing is that of
Williams and Zipser (1989), mixed with free running as by Bengio and others (2015).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Arrays = dict[str, Array]
Pair = tuple[Array, Array]


def stateful_bptt(
    x: Array, y: Array, h0: Array, parameters: Arrays, k1: int, k2: int, lr: float
) -> tuple[Arrays, Array, Array]:
    """Train on one long sequence: every `k1` steps an update, from a gradient `k2` steps long.

    The steps are read in chunks of `k1`; the last may be shorter. After each chunk,

    1. its loss is ½‖o_t - y_t‖², summed over the features, averaged over the batch and over the
       steps of this chunk;
    2. the gradient goes back over the last `k2` steps that were read, which begin before the chunk
       where k2 > k1, or over all that there are; the state before them is treated as a constant.
       Only the chunk's own steps have a loss; all `k2` steps use W_hx and W_hh;
    3. each matrix W becomes W - lr dW. The next chunk starts with the state that this one has
       ended with.

    Each state is computed once, with the matrices of its time, and stays as it is: on the way
    back, the slopes of tanh are taken at these states, the matrices are those of now.

    Parameters
    ----------
    x : (d, N, T) inputs.
    y : (q, N, T) what the outputs should be.
    h0 : (n, N) state before the first step.
    parameters : dict with `W_hx (n, d)`, `W_hh (n, n)`, `W_qh (q, n)`.
    k1 : steps from an update to the next, at least 1.
    k2 : steps that a gradient goes back, at least k1.
    lr : the learning rate.

    Returns
    -------
    trained : dict with the same keys, the matrices after the last update.
    h : (n, N) the last state, h_T.
    losses : array of one number for each chunk, its loss before its update.

    Raises
    ------
    ValueError : if k1 is less than 1, or k2 less than k1.
    """
    if not 1 <= k1 <= k2:
        raise ValueError(f"1 <= k1 <= k2 does not hold for k1 = {k1}, k2 = {k2}")
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    _, batch, steps = y.shape
    states, losses = [h0], []
    for start in range(0, steps, k1):
        stop = min(start + k1, steps)
        for t in range(start, stop):
            states.append(np.tanh(W_hx @ x[:, :, t] + W_hh @ states[t]))
        count, loss = (stop - start) * batch, 0.0
        dW_hx, dW_hh, dW_qh = np.zeros_like(W_hx), np.zeros_like(W_hh), np.zeros_like(W_qh)
        dh_t = np.zeros_like(h0)
        for t in reversed(range(max(stop - k2, 0), stop)):
            if t >= start:
                error = W_qh @ states[t + 1] - y[:, :, t]
                loss += np.sum(error**2) / (2 * count)
                dW_qh += error @ states[t + 1].T / count
                dh_t = dh_t + W_qh.T @ error / count
            da_t = dh_t * (1 - states[t + 1] ** 2)
            dW_hx += da_t @ x[:, :, t].T
            dW_hh += da_t @ states[t].T
            dh_t = W_hh.T @ da_t
        losses.append(loss)
        W_hx, W_hh, W_qh = W_hx - lr * dW_hx, W_hh - lr * dW_hh, W_qh - lr * dW_qh
    return {"W_hx": W_hx, "W_hh": W_hh, "W_qh": W_qh}, states[-1], np.array(losses)


def combine(earlier: Pair, later: Pair) -> Pair:
    """Join two stretches of a linear recurrence into one.

    A stretch (A, B) takes the state h before it to A∘h + B, the state after it; ∘ multiplies
    element by element.

    Parameters
    ----------
    earlier : the stretch that comes first: its A and its B, two arrays of one shape.
    later : the stretch right after it, likewise.

    Returns
    -------
    A, B : of both stretches, one after the other.
    """
    return later[0] * earlier[0], later[0] * earlier[1] + later[1]


def parallel_scan(a: Array, b: Array) -> Array:
    """Solve h_t = a_t∘h_{t-1} + b_t, with h_0 = 0, in as many rounds as T has doublings.

    At first, the stretch that ends at step t is this step alone, (a_t, b_t). In each round, every
    stretch that does not begin at step 1 yet is joined with the one that ends right before it, all
    of them by a single call of `combine` with whole arrays. So stretches of up to 1, 2, 4, 8, ...
    steps end at each step, until all of them begin at step 1. That takes ⌈log2 T⌉ rounds, and as
    many calls of `combine`.

    Parameters
    ----------
    a : (n, N, T) what the state before is multiplied by; a_1, at index 0, makes no difference.
    b : (n, N, T) what is added.

    Returns
    -------
    (n, N, T) array: the states h_1, ..., h_T.
    """
    steps = a.shape[2]
    for done in range((steps - 1).bit_length()):
        reach = 2**done
        earlier = a[:, :, :-reach], b[:, :, :-reach]
        later = a[:, :, reach:], b[:, :, reach:]
        joined_a, joined_b = combine(earlier, later)
        a = np.concatenate([a[:, :, :reach], joined_a], axis=2)
        b = np.concatenate([b[:, :, :reach], joined_b], axis=2)
    return b


def attention_forward(queries: Array, keys: Array, values: Array) -> Pair:
    """Let every query look at all steps of a sequence, and return what it sees.

    The score of step t for a query is the scalar product of the query with the key of the step,
    divided by √n. A softmax over the steps turns the scores of each query into weights, and the
    context is the sum of the values with these weights. Scores may be in the thousands, and must
    not lead to warnings.

    Parameters
    ----------
    queries : (n, N, Q) for each of N sequences Q queries.
    keys : (n, N, T) one key for each step.
    values : (m, N, T) one value for each step.

    Returns
    -------
    contexts : (m, N, Q) one for each query.
    weights : (T, N, Q) how much of each step is in each context; they sum to 1 over the steps.
    """
    scores = np.einsum("int,inq->tnq", keys, queries) / np.sqrt(len(keys)).astype(keys.dtype)
    odds = np.exp(scores - scores.max(axis=0))
    weights = odds / odds.sum(axis=0)
    return np.einsum("jnt,tnq->jnq", values, weights), weights


def attention_backward(dcontexts: Array, queries: Array, keys: Array, values: Array) -> Arrays:
    """Compute the gradients of attention with respect to all that goes into it.

    Parameters
    ----------
    dcontexts : (m, N, Q) gradient of the loss with respect to the contexts.
    queries, keys, values : what `attention_forward` was given.

    Returns
    -------
    dict with `dqueries (n, N, Q)`, `dkeys (n, N, T)`, `dvalues (m, N, T)`.
    """
    _, weights = attention_forward(queries, keys, values)
    dvalues = np.einsum("jnq,tnq->jnt", dcontexts, weights)
    dweights = np.einsum("jnt,jnq->tnq", values, dcontexts)
    dscores = weights * (dweights - np.sum(weights * dweights, axis=0))
    dscores = dscores / np.sqrt(len(keys)).astype(keys.dtype)
    dqueries = np.einsum("int,tnq->inq", keys, dscores)
    dkeys = np.einsum("inq,tnq->int", queries, dscores)
    return {"dqueries": dqueries, "dkeys": dkeys, "dvalues": dvalues}


def attention_path(dcontext: Array, h: Array, W_hh: Array) -> Pair:
    """Compute what reaches the states of a recurrent network directly, and what in all.

    The network is h_t = tanh(W_hx x_t + W_hh h_{t-1}), and its answer is the context c of one
    query: the query is the last state h_T, keys and values are all the states h_1, ..., h_T.

    Parameters
    ----------
    dcontext : (n, N) gradient of the loss with respect to c.
    h : (n, N, T) the states.
    W_hh : (n, n) state to state.

    Returns
    -------
    direct : (n, N, T) gradient with respect to each state as if no state depended on another one:
        as a key and as a value, and for the last one as the query, too.
    total : (n, N, T) gradient with respect to each state along all paths.
    """
    gradients = attention_backward(dcontext[:, :, None], h[:, :, -1:], h, h)
    direct = gradients["dkeys"] + gradients["dvalues"]
    direct[:, :, -1] += gradients["dqueries"][:, :, 0]
    total = direct.copy()
    for t in reversed(range(h.shape[2] - 1)):
        da_later = total[:, :, t + 1] * (1 - h[:, :, t + 1] ** 2)
        total[:, :, t] += W_hh.T @ da_later
    return direct, total


def lyapunov_exponent(W: Array, states: Array, v: Array) -> float:
    """Measure how fast a small change of the state grows, per step.

    The Jacobian of step t is J_t = diag(1 - h_t∘h_t) W. The exponent is
    (1/T) log(‖J_T ... J_2 J_1 v‖ / ‖v‖), with the natural logarithm. Neither very long sequences
    nor Jacobians as large as 1e100 or as small as 1e-100 may lead to overflow, underflow or
    warnings.

    Parameters
    ----------
    W : (n, n) state to state.
    states : (n, T) the states h_1, ..., h_T that the network goes through.
    v : (n,) the change before the first step, of any length.

    Returns
    -------
    float: the exponent; positive where changes grow.

    Raises
    ------
    ValueError : if v is the zero vector, or becomes it on the way.
    """
    if not v.any():
        raise ValueError("the zero vector grows at no rate")
    total = 0.0
    v = v / np.linalg.norm(v)
    for t in range(states.shape[1]):
        v = (1 - states[:, t] ** 2) * (W @ v)
        growth = np.linalg.norm(v)
        if growth == 0:
            raise ValueError(f"nothing is left of the vector after step {t + 1}")
        total += np.log(growth)
        v = v / growth
    return float(total / states.shape[1])


def teacher_forcing(y: Array, h0: Array, parameters: Arrays, forced: Array) -> tuple[float, Arrays]:
    """Compute loss and gradients of a network that reads what came before, and predicts what comes.

    The network is h_t = tanh(W_hx x_t + W_hh h_{t-1}), o_t = W_qh h_t, and o_t should be y_t. Its
    first input is x_1 = y_0. After that, where `forced` says so, it reads what should have come
    before, x_t = y_{t-1}; elsewhere what it has said itself, x_t = o_{t-1}. There the gradient goes
    back through this input, too.

    Parameters
    ----------
    y : (q, N, T + 1) the sequence: y_0, ..., y_T.
    h0 : (n, N) state before the first step.
    parameters : dict with `W_hx (n, q)`, `W_hh (n, n)`, `W_qh (q, n)`.
    forced : (T,) of True and False, for x_1, ..., x_T; the first makes no difference.

    Returns
    -------
    loss : float, ½‖o_t - y_t‖², summed over the features, averaged over the batch and the T steps.
    gradients : dict with `dW_hx (n, q)`, `dW_hh (n, n)`, `dW_qh (q, n)`.
    """
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    steps, count = len(forced), len(forced) * y.shape[1]
    inputs, states = [], [h0]
    outputs: list[Array] = []
    for t in range(steps):
        inputs.append(y[:, :, t] if t == 0 or forced[t] else outputs[t - 1])
        states.append(np.tanh(W_hx @ inputs[t] + W_hh @ states[t]))
        outputs.append(W_qh @ states[t + 1])
    dW_hx, dW_hh, dW_qh = np.zeros_like(W_hx), np.zeros_like(W_hh), np.zeros_like(W_qh)
    loss, dh_later, do_later = 0.0, np.zeros_like(h0), np.zeros_like(y[:, :, 0])
    for t in reversed(range(steps)):
        error = outputs[t] - y[:, :, t + 1]
        loss += np.sum(error**2) / (2 * count)
        do_t = error / count + do_later
        dh_t = W_qh.T @ do_t + dh_later
        da_t = dh_t * (1 - states[t + 1] ** 2)
        dW_qh += do_t @ states[t + 1].T
        dW_hh += da_t @ states[t].T
        dW_hx += da_t @ inputs[t].T
        dh_later = W_hh.T @ da_t
        do_later = np.zeros_like(do_t) if forced[t] else W_hx.T @ da_t
    return float(loss), {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": dW_qh}


def gradient_check(
    f: Callable[[Array], float], x: Array, gradient: Array, rng: np.random.Generator
) -> str:
    """Judge by a few values of f whether something is its gradient at x.

    1. Draw six directions v at random, each with the shape of x and the length 1.
    2. Along each of them measure two slopes of f: from x to x + h v, and from x - h v to x. The
       step h is the cube root of the machine epsilon of x.dtype (`np.finfo`). f computes in the
       type that it is given: let that be x.dtype.
    3. If the slopes of the one side and those of the other, six each, have a relative error of more
       than 0.1, f has a kink at x: differences say nothing about its gradient, whatever `gradient`
       holds.
    4. Otherwise the mean of both is compared with the slopes that `gradient` claims, six again. It
       counts as right if their relative error is at most 0.01.

    Relative error here is ‖p - q‖ / (‖p‖ + ‖q‖), of all six slopes together, and 0 for zeros.

    Parameters
    ----------
    f : a function that takes an array with the shape of x and returns a finite number. It may be
        called at most 20 times, however many elements x has.
    x : array of any shape, float64 or float32.
    gradient : array with the shape of x, what is said to be the gradient; perhaps it holds NaN.
    rng : NumPy's random generator; all randomness must come from it.

    Returns
    -------
    verdict : "kink", "right" or "wrong".
    """
    h = np.cbrt(np.finfo(x.dtype).eps)
    here, norm = f(x), np.linalg.norm
    sides, claimed = [], []
    for _ in range(6):
        v = rng.standard_normal(x.shape)
        v = (v / norm(v)).astype(x.dtype)
        sides.append(((f(x + h * v) - here) / h, (here - f(x - h * v)) / h))
        claimed.append(np.sum(gradient * v))
    ahead, behind = np.array(sides).T
    if norm(ahead - behind) > 0.1 * (norm(ahead) + norm(behind)):
        return "kink"
    measured, said = (ahead + behind) / 2, np.array(claimed)
    return "right" if norm(measured - said) <= 0.01 * (norm(measured) + norm(said)) else "wrong"
