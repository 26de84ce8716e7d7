# %% unroll_recurrence
def unroll_recurrence(b, c):
    T = len(b)
    P = np.eye(T)
    for t in range(1, T):
        P[t, :t] = c[t] * P[t - 1, :t]
    return P @ b

# %% linear_rnn_forward
def linear_rnn_forward(x, h0, parameters):
    # h_t = W^t h_0 + sum over the distances k of W^k W_hx x_{t-k}
    n, T = len(h0), x.shape[2]
    drive = np.tensordot(parameters["W_hx"], x, axes=1)
    h = np.zeros((n,) + x.shape[1:])
    power = np.eye(n)
    for k in range(T):
        h[:, :, k:] += np.tensordot(power, drive[:, :, : T - k], axes=1)
        power = power @ parameters["W_hh"]
        h[:, :, k] += power @ h0
    return h, np.tensordot(parameters["W_qh"], h, axes=1)

# %% linear_rnn_loss
def linear_rnn_loss(o, y):
    return np.linalg.norm((o - y).ravel()) ** 2 / (2 * o[0].size)

# %% +
def split(a):
    """List the time steps of an array."""
    return list(np.moveaxis(a, 2, 0))


def gated_sums(x, h_before, do, parameters, gates):
    """The general recursion: gates[t] stands between step t and the step before it."""
    W_hh, W_qh = parameters["W_hh"], parameters["W_qh"]
    dh = [W_qh.T @ do[-1]]
    for t in range(len(do) - 1, 0, -1):
        dh.insert(0, W_qh.T @ do[t - 1] + gates[t] * (W_hh.T @ dh[0]))
    h = [parameters["W_hx"] @ u + W_hh @ v for u, v in zip(x, h_before)]
    return {
        "dW_hx": sum(g @ u.T for g, u in zip(dh, x)),
        "dW_hh": sum(g @ v.T for g, v in zip(dh, h_before)),
        "dW_qh": sum(g @ v.T for g, v in zip(do, h)),
    }


def prepared(x, y, h0, parameters):
    h, o = linear_rnn_forward(x, h0, parameters)
    do = (o - y) / (y.shape[1] * y.shape[2])
    return split(x), [h0] + split(h)[:-1], split(do)


# %% linear_rnn_backward
def linear_rnn_backward(x, y, h0, parameters):
    # gradients of the weights by distance: (Wᵀ)^k, times the sum of all products k steps apart
    h, o = linear_rnn_forward(x, h0, parameters)
    do = (o - y) / y[0].size
    T = y.shape[2]
    before = np.dstack([h0, h])[:, :, :T]
    sent = np.tensordot(parameters["W_qh"].T, do, axes=1)

    def apart(k, other):
        return sum(sent[:, :, t] @ other[:, :, t - k].T for t in range(k, T))

    dW_hx, dW_hh = apart(T - 1, x), apart(T - 1, before)
    for k in range(T - 2, -1, -1):
        dW_hx = apart(k, x) + parameters["W_hh"].T @ dW_hx
        dW_hh = apart(k, before) + parameters["W_hh"].T @ dW_hh
    dh = np.zeros_like(h)
    for k in range(T):
        power = np.linalg.matrix_power(parameters["W_hh"].T, k)
        dh[:, :, : T - k] += np.tensordot(power, sent[:, :, k:], axes=1)
    dW_qh = sum(do[:, :, t] @ h[:, :, t].T for t in range(T))
    return {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": dW_qh, "dh": dh}

# %% hidden_gradient
def hidden_gradient(t, do, parameters):
    T = do.shape[2]
    if t not in range(1, T + 1):
        raise ValueError(f"t must be one of 1, ..., {T}")
    # Horner's scheme, from the highest power down
    total = parameters["W_qh"].T @ do[:, :, T - 1]
    for step in range(T - 1, t - 1, -1):
        total = parameters["W_hh"].T @ total + parameters["W_qh"].T @ do[:, :, step - 1]
    return total

# %% chunked_bptt
def chunked_bptt(x, y, h0, parameters, tau):
    if tau < 1:
        raise ValueError("tau must be 1 or more")
    # a chunk is a chain with a gate that is shut before its first step
    gates = [0.0 if t % tau == 0 else 1.0 for t in range(x.shape[2])]
    return gated_sums(*prepared(x, y, h0, parameters), parameters, gates)

# %% windowed_bptt
def windowed_bptt(x, y, h0, parameters, tau):
    if tau < 1:
        raise ValueError("tau must be 1 or more")
    # Two steps at a distance k < tau are both in tau - k of all pieces of length tau, and in one
    # less of all pieces of length tau - 1. Take these off, and each pair is left once.
    x, h_before, do = prepared(x, y, h0, parameters)
    T = len(x)
    tau = min(tau, T)
    total = {"d" + name: 0.0 for name in parameters}
    for length, sign in ((tau, 1), (tau - 1, -1)):
        if length == 0:
            continue
        for first in range(1 - length, T):
            piece = slice(max(first, 0), first + length)
            open_gates = [1.0] * length
            grads = gated_sums(x[piece], h_before[piece], do[piece], parameters, open_gates)
            for name in total:
                total[name] = total[name] + sign * grads[name]
    return total

# %% sample_truncation
def sample_truncation(rng, pi, T):
    pi = np.ones(T) * pi
    if min(pi) <= 0 or max(pi) > 1:
        raise ValueError("a probability is out of range")
    return np.divide(rng.binomial(1, pi), pi)

# %% randomized_bptt
def randomized_bptt(x, y, h0, parameters, xi):
    return gated_sums(*prepared(x, y, h0, parameters), parameters, xi)

# %% checkpointed_bptt
def checkpointed_bptt(x, y, h0, parameters, every):
    if every < 1:
        raise ValueError("every must be 1 or more")
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    N, T = x.shape[1:]
    dW_hx, dW_hh, dW_qh = np.zeros_like(W_hx), np.zeros_like(W_hh), np.zeros_like(W_qh)

    def from_checkpoint(first, h):
        """The gradient of the checkpoint h: all that is behind its stretch, then the stretch."""
        nonlocal dW_hx, dW_hh, dW_qh
        if first >= T:
            return np.zeros_like(h)
        stop, far = min(first + every, T), h
        for t in range(first, stop):
            far = np.tanh(W_hx @ x[:, :, t] + W_hh @ far)
        dh = from_checkpoint(stop, far)
        states = [h]
        for t in range(first, stop):
            states.append(np.tanh(W_hx @ x[:, :, t] + W_hh @ states[-1]))
        for t in range(stop - 1, first - 1, -1):
            h = states.pop()
            do = (W_qh @ h - y[:, :, t]) / (N * T)
            da = (W_qh.T @ do + dh) * (1 - h**2)
            dW_hx += da @ x[:, :, t].T
            dW_hh += da @ states[-1].T
            dW_qh += do @ h.T
            dh = W_hh.T @ da
        return dh

    from_checkpoint(0, h0)
    return {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": dW_qh}

# %% rtrl
def rtrl(x, y, h0, parameters):
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    n, d = W_hx.shape
    N, T = x.shape[1:]
    # one matrix [W_hx W_hh], all of its elements in one vector
    weights = np.hstack([W_hx, W_hh])
    jacobian = np.zeros((N, n, weights.size))
    gradient = np.zeros(weights.size)
    dW_qh = np.zeros(W_qh.shape)
    h = h0
    for t in range(T):
        both = np.vstack([x[:, :, t], h])
        h = np.tanh(weights @ both)
        direct = np.kron(np.eye(n), both.T[:, None, :])  # a matrix (n, n (d + n)) for each example
        jacobian = (1 - h.T[:, :, None] ** 2) * (direct + W_hh @ jacobian)
        error = (W_qh @ h - y[:, :, t]) / (N * T)
        gradient += (W_qh.T @ error).T.ravel() @ jacobian.reshape(N * n, -1)
        dW_qh += error @ h.T
    gradient = gradient.reshape(weights.shape)
    return {"dW_hx": gradient[:, :d], "dW_hh": gradient[:, d:], "dW_qh": dW_qh}
