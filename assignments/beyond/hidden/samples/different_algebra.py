# %% stateful_bptt
def stateful_bptt(x, y, h0, parameters, k1, k2, lr):
    if not (1 <= k1 and k1 <= k2):
        raise ValueError("lengths")
    n, d = parameters["W_hx"].shape
    # one matrix for both inputs of a step, [W_hx W_hh]
    W = np.hstack([parameters["W_hx"], parameters["W_hh"]])
    V = parameters["W_qh"].copy()
    T = x.shape[2]
    met, slopes, h, losses = [], [], h0, []
    for start in range(0, T, k1):
        errors = {}
        size = x[0, :, start : start + k1].size
        for t in range(start, min(start + k1, T)):
            met.append(np.vstack([x[:, :, t], h]))
            h = np.tanh(W @ met[t])
            slopes.append(1 - h**2)
            errors[t] = (V @ h - y[:, :, t], h)
        losses.append(sum((e**2).sum() for e, _ in errors.values()) / (2 * size))
        dV = sum(e @ state.T for e, state in errors.values()) / size

        def back(t, arriving, steps):
            if steps == 0 or t < 0:
                return np.zeros_like(W)
            if t in errors:
                arriving = arriving + V.T @ errors[t][0] / size
            da = slopes[t] * arriving
            return da @ met[t].T + back(t - 1, W[:, d:].T @ da, steps - 1)

        dW = back(len(met) - 1, np.zeros_like(h0), k2)
        W, V = W - lr * dW, V - lr * dV
    return {"W_hx": W[:, :d], "W_hh": W[:, d:], "W_qh": V}, h, np.array(losses)

# %% combine
def combine(earlier, later):
    A, B = earlier
    return later[0] * A, later[0] * B + later[1]

# %% parallel_scan
def parallel_scan(a, b):
    # padded with steps that change nothing, so that every stretch has one before it
    T = a.shape[2]
    rounds = int(np.ceil(np.log2(T)))
    before = 2**rounds
    A = np.concatenate([np.ones(a.shape[:2] + (before,)), a], axis=2)
    B = np.concatenate([np.zeros(b.shape[:2] + (before,)), b], axis=2)
    for r in range(rounds):
        earlier = np.roll(A, 2**r, axis=2), np.roll(B, 2**r, axis=2)
        for each, neutral in zip(earlier, (1, 0)):
            each[:, :, : 2**r] = neutral
        A, B = combine(earlier, (A, B))
    return B[:, :, before:]

# %% attention_forward
def attention_forward(queries, keys, values):
    K = keys.transpose(1, 2, 0) / len(keys) ** 0.5
    scores = K @ queries.transpose(1, 0, 2)  # (N, T, Q)
    top = scores.max(axis=1, keepdims=True)
    logarithms = scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
    weights = np.exp(logarithms)
    contexts = values.transpose(1, 0, 2) @ weights
    return contexts.transpose(1, 0, 2), weights.transpose(1, 0, 2)

# %% attention_backward
def attention_backward(dcontexts, queries, keys, values):
    contexts, weights = attention_forward(queries, keys, values)
    q, k, v, dc, c = (e.transpose(1, 0, 2) for e in (queries, keys, values, dcontexts, contexts))
    w = weights.transpose(1, 0, 2)
    # the weighted mean of dw is c·dc: no sum over the steps is needed
    ds = w * (v.transpose(0, 2, 1) @ dc - (c * dc).sum(axis=1, keepdims=True)) / len(keys) ** 0.5
    found = {
        "dqueries": k @ ds,
        "dkeys": q @ ds.transpose(0, 2, 1),
        "dvalues": dc @ w.transpose(0, 2, 1),
    }
    return {name: each.transpose(1, 0, 2) for name, each in found.items()}

# %% attention_path
def attention_path(dcontext, h, W_hh):
    last = h[:, :, -1:]
    g = attention_backward(dcontext[..., np.newaxis], last, h, h)
    direct = g["dkeys"] + g["dvalues"]
    direct[:, :, -1:] += g["dqueries"]
    # every direct part is sent back on its own, all the way
    total = direct.copy()
    for t in range(h.shape[2]):
        on_its_way = direct[:, :, t]
        for s in range(t, 0, -1):
            on_its_way = W_hh.T @ ((1 - h[:, :, s] ** 2) * on_its_way)
            total[:, :, s - 1] += on_its_way
    return direct, total

# %% lyapunov_exponent
def lyapunov_exponent(W, states, v):
    column = v.reshape(-1, 1).astype(float)
    sizes = []
    for t in range(states.shape[1] + 1):
        q, r = np.linalg.qr(column)
        if r[0, 0] == 0:
            raise ValueError("no direction left")
        sizes.append(abs(r[0, 0]))
        if t < states.shape[1]:
            column = (1 - states[:, t : t + 1] ** 2) * (W @ q)
    return float(np.sum(np.log(sizes[1:])) / states.shape[1])

# %% teacher_forcing
def teacher_forcing(y, h0, parameters, forced):
    # running free from o to x is one matrix more in the recurrence: W_hx W_qh
    U, W, V = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    q, N, T = y.shape[0], y.shape[1], y.shape[2] - 1
    free = [t > 0 and not forced[t] for t in range(T)]
    h = np.zeros((len(W), N, T + 1))
    h[:, :, 0] = h0
    for t in range(T):
        told = 0 if free[t] else U @ y[:, :, t]
        h[:, :, t + 1] = np.tanh(told + (W + U @ V * free[t]) @ h[:, :, t])
    error = np.einsum("qn,nbt->qbt", V, h[:, :, 1:]) - y[:, :, 1:]
    dU, dW, dV = np.zeros_like(U), np.zeros_like(W), np.zeros_like(V)
    arriving = np.zeros_like(h0)
    for t in range(T - 1, -1, -1):
        e = error[:, :, t] / (N * T)
        dV += e @ h[:, :, t + 1].T
        da = (1 - h[:, :, t + 1] ** 2) * (V.T @ e + arriving)
        through = da @ h[:, :, t].T
        dW += through
        if free[t]:
            dU += through @ V.T
            dV += U.T @ through
        else:
            dU += da @ y[:, :, t].T
        arriving = (W + U @ V * free[t]).T @ da
    loss = float((error**2).sum() / (2 * N * T))
    return {"loss": loss, "gradients": {"dW_hx": dU, "dW_hh": dW, "dW_qh": dV}}

# %% gradient_check
def gradient_check(f, x, gradient, rng):
    h = np.finfo(x.dtype).eps ** (1 / 3)
    V = rng.normal(size=(6, x.size))
    V = V / np.linalg.norm(V, axis=1)[:, None]
    points = [(x.ravel() + sign * h * v).reshape(x.shape) for v in V for sign in (1, -1)]
    values = np.array([f(point.astype(x.dtype)) for point in points]).reshape(6, 2)
    up, down = (values[:, 0] - f(x)) / h, (f(x) - values[:, 1]) / h
    if np.hypot.reduce(up - down) > 0.1 * (np.hypot.reduce(up) + np.hypot.reduce(down)):
        return "kink"
    mean, claim = (up + down) / 2, V @ gradient.ravel()
    close = np.hypot.reduce(mean - claim) <= 0.01 * (np.hypot.reduce(mean) + np.hypot.reduce(claim))
    return "right" if close else "wrong"
