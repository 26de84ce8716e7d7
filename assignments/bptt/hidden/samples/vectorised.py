# %% unroll_recurrence
def unroll_recurrence(b, c):
    steps = np.arange(len(b))
    # factors[i, j] is c[j] for j > i and 1 otherwise: the product along a row is what b[i] has met
    factors = np.where(steps[None, :] > steps[:, None], c[None, :], 1.0)
    weights = np.triu(np.cumprod(factors, axis=1))
    return np.einsum("i,it->t", b, weights)

# %% linear_rnn_forward
def linear_rnn_forward(x, h0, parameters):
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    h = np.einsum("nd,dbt->nbt", W_hx, x)
    before = h0
    for t in range(x.shape[2]):
        h[:, :, t] += W_hh @ before
        before = h[:, :, t]
    return h, np.einsum("qn,nbt->qbt", W_qh, h)

# %% linear_rnn_loss
def linear_rnn_loss(o, y):
    error = o - y
    return np.einsum("qbt,qbt->", error, error) / (2 * o.shape[1] * o.shape[2])

# %% +
def output_errors(o, y):
    """do of all steps: (q, N, T)."""
    return (o - y) / np.prod(o.shape[1:])


def shifted(h0, h):
    """The state before each step: (n, N, T)."""
    return np.concatenate([h0[:, :, None], h[:, :, :-1]], axis=2)


def over_batch_and_time(arrives, met):
    """Sum the products of what arrives at a matrix and what the matrix was multiplied with."""
    return np.tensordot(arrives, met, axes=([1, 2], [1, 2]))


def weight_gradients(dh, do, x, h0, h):
    return {
        "dW_hx": over_batch_and_time(dh, x),
        "dW_hh": over_batch_and_time(dh, shifted(h0, h)),
        "dW_qh": over_batch_and_time(do, h),
    }

# %% linear_rnn_backward
def linear_rnn_backward(x, y, h0, parameters):
    h, o = linear_rnn_forward(x, h0, parameters)
    do = output_errors(o, y)
    dh = np.einsum("qn,qbt->nbt", parameters["W_qh"], do)
    for t in range(x.shape[2] - 2, -1, -1):
        dh[:, :, t] += parameters["W_hh"].T @ dh[:, :, t + 1]
    return {**weight_gradients(dh, do, x, h0, h), "dh": dh}

# %% +
def stacked_powers(matrix, count):
    """The powers 0, ..., count-1 of a square matrix, by repeated products: (count, n, n)."""
    powers = [np.eye(len(matrix))]
    for _ in range(count - 1):
        powers.append(powers[-1] @ matrix)
    return np.stack(powers)

# %% hidden_gradient
def hidden_gradient(t, do, parameters):
    T = do.shape[2]
    if not 1 <= t <= T:
        raise ValueError(f"there is no step {t} among {T}")
    powers = stacked_powers(parameters["W_hh"].T, T - t + 1)
    # power k goes with step t + k
    return np.einsum("kij,qj,qbk->ib", powers, parameters["W_qh"], do[:, :, t - 1 :], optimize=True)

# %% chunked_bptt
def chunked_bptt(x, y, h0, parameters, tau):
    if tau < 1:
        raise ValueError("tau must be at least 1")
    h, o = linear_rnn_forward(x, h0, parameters)
    do = output_errors(o, y)
    n, N, T = h.shape
    tau = min(tau, T)
    # zeros at the end make the last chunk full; nothing comes from them
    padding = -T % tau
    from_outputs = np.einsum("qn,qbt->nbt", parameters["W_qh"], do)
    dh = np.pad(from_outputs, ((0, 0), (0, 0), (0, padding))).reshape(n, N, -1, tau)
    for k in range(tau - 2, -1, -1):  # all chunks at once
        dh[..., k] += np.einsum("ij,ibc->jbc", parameters["W_hh"], dh[..., k + 1])
    return weight_gradients(dh.reshape(n, N, -1)[:, :, :T], do, x, h0, h)

# %% windowed_bptt
def windowed_bptt(x, y, h0, parameters, tau):
    if tau < 1:
        raise ValueError("tau must be at least 1")
    h, o = linear_rnn_forward(x, h0, parameters)
    do = output_errors(o, y)
    T = x.shape[2]
    tau = min(tau, T)
    sent = np.einsum("qn,qbt->nbt", parameters["W_qh"], do)
    ahead = np.pad(sent, ((0, 0), (0, 0), (0, tau - 1)))
    # windows[n, N, t, k] is what the loss of step t + k sends to its own state
    windows = np.lib.stride_tricks.sliding_window_view(ahead, tau, axis=2)
    powers = stacked_powers(parameters["W_hh"].T, tau)
    dh = np.einsum("kij,jbtk->ibt", powers, windows, optimize=True)
    return weight_gradients(dh, do, x, h0, h)

# %% sample_truncation
def sample_truncation(rng, pi, T):
    pi = np.broadcast_to(np.asarray(pi, dtype=float), (T,))
    if np.any(pi <= 0) or np.any(pi > 1):
        raise ValueError("probabilities must be above 0 and at most 1")
    return (rng.random(T) < pi) / pi

# %% randomized_bptt
def randomized_bptt(x, y, h0, parameters, xi):
    h, o = linear_rnn_forward(x, h0, parameters)
    do = output_errors(o, y)
    T = x.shape[2]
    # passes[t, u]: the product of the xi between state t and a later state u
    steps = np.arange(T)
    factors = np.where(steps[None, :] > steps[:, None], xi[None, :], 1.0)
    passes = np.triu(np.cumprod(factors, axis=1))
    sent = np.einsum("qn,qbt->nbt", parameters["W_qh"], do)
    powers = stacked_powers(parameters["W_hh"].T, T)
    distance = np.clip(steps[None, :] - steps[:, None], 0, None)
    chain = powers[distance] * passes[:, :, None, None]
    dh = np.einsum("tuij,jbu->ibt", chain, sent, optimize=True)
    return weight_gradients(dh, do, x, h0, h)

# %% +
def tanh_step(x_t, h, parameters):
    return np.tanh(parameters["W_hx"] @ x_t + parameters["W_hh"] @ h)

# %% checkpointed_bptt
def checkpointed_bptt(x, y, h0, parameters, every):
    if every < 1:
        raise ValueError("every must be at least 1")
    W_hh, W_qh = parameters["W_hh"], parameters["W_qh"]
    N, T = x.shape[1:]

    checkpoints = []
    h = h0
    for t in range(T):
        if t % every == 0:
            checkpoints.append(h)
        h = tanh_step(x[:, :, t], h, parameters)

    grads = {"d" + name: np.zeros(value.shape) for name, value in parameters.items()}
    later = np.zeros(h0.shape)
    for first in range((T - 1) // every * every, -1, -every):
        last = min(first + every, T)
        states = [checkpoints.pop()]
        for t in range(first, last):
            states.append(tanh_step(x[:, :, t], states[-1], parameters))
        stretch = np.stack(states, axis=2)  # (n, N, steps + 1)
        inputs, h = x[:, :, first:last], stretch[:, :, 1:]
        do = (np.einsum("qn,nbt->qbt", W_qh, h) - y[:, :, first:last]) / (N * T)
        da = np.einsum("qn,qbt->nbt", W_qh, do)
        for k in range(last - first - 1, -1, -1):
            da[:, :, k] = (da[:, :, k] + later) * (1 - h[:, :, k] ** 2)
            later = W_hh.T @ da[:, :, k]
        grads["dW_hx"] += over_batch_and_time(da, inputs)
        grads["dW_hh"] += over_batch_and_time(da, stretch[:, :, :-1])
        grads["dW_qh"] += over_batch_and_time(do, h)
    return grads

# %% rtrl
def rtrl(x, y, h0, parameters):
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    (n, d), (N, T) = W_hx.shape, x.shape[1:]
    h = h0
    by_hx, by_hh = np.zeros((n, N, n, d)), np.zeros((n, N, n, n))  # unit, example, row, column
    dW_hx, dW_hh, dW_qh = np.zeros((n, d)), np.zeros((n, n)), np.zeros(W_qh.shape)
    unit = np.eye(n)
    for t in range(T):
        by_hx = np.tensordot(W_hh, by_hx, 1) + np.einsum("ij,kb->ibjk", unit, x[:, :, t])
        by_hh = np.tensordot(W_hh, by_hh, 1) + np.einsum("ij,kb->ibjk", unit, h)
        h = tanh_step(x[:, :, t], h, parameters)
        slope = 1 - h * h
        by_hx *= slope[:, :, None, None]
        by_hh *= slope[:, :, None, None]
        do = (W_qh @ h - y[:, :, t]) / (N * T)
        sent = W_qh.T @ do
        dW_hx += np.tensordot(sent, by_hx, 2)
        dW_hh += np.tensordot(sent, by_hh, 2)
        dW_qh += do @ h.T
    return {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": dW_qh}
