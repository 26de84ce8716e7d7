# %% stateful_bptt
def stateful_bptt(x, y, h0, parameters, k1, k2, lr):
    if k1 < 1:
        raise ValueError("k1 must be positive")
    if k2 < k1:
        raise ValueError("k2 must not be smaller than k1")
    p = {name: np.array(value, dtype=float) for name, value in parameters.items()}
    T, N = x.shape[2], x.shape[1]
    before, after, losses = [], [], []
    h = h0
    t = 0
    while t < T:
        chunk = list(range(t, min(t + k1, T)))
        for s in chunk:
            before.append(h)
            h = np.tanh(p["W_hx"] @ x[:, :, s] + p["W_hh"] @ h)
            after.append(h)
        g = {name: np.zeros(value.shape) for name, value in p.items()}
        loss, later = 0.0, 0.0
        for back in range(min(k2, chunk[-1] + 1)):
            s = chunk[-1] - back
            dh = later
            if s in chunk:
                e = (p["W_qh"] @ after[s] - y[:, :, s]) / (N * len(chunk))
                loss += 0.5 * N * len(chunk) * np.sum(e * e)
                g["W_qh"] += e @ after[s].T
                dh = dh + p["W_qh"].T @ e
            da = dh * (1 + after[s]) * (1 - after[s])
            g["W_hx"] += da @ x[:, :, s].T
            g["W_hh"] += da @ before[s].T
            later = p["W_hh"].T @ da
        for name in p:
            p[name] -= lr * g[name]
        losses.append(loss)
        t += k1
    return [p, h, losses and np.array(losses)]

# %% combine
def combine(earlier, later):
    (A1, B1), (A2, B2) = earlier, later
    return [A1 * A2, B2 + A2 * B1]

# %% parallel_scan
def parallel_scan(a, b):
    A, B = a.copy(), b.copy()
    distance = 1
    while distance < A.shape[2]:
        new = combine(
            (A[:, :, :-distance].copy(), B[:, :, :-distance].copy()),
            (A[:, :, distance:].copy(), B[:, :, distance:].copy()),
        )
        A[:, :, distance:], B[:, :, distance:] = new
        distance *= 2
    return B

# %% +
def softmax_of_list(scores):
    largest = max(scores)
    odds = [np.exp(s - largest) for s in scores]
    return [o / sum(odds) for o in odds]

# %% attention_forward
def attention_forward(queries, keys, values):
    n, N, Q = queries.shape
    m, T = len(values), values.shape[2]
    contexts = np.zeros((m, N, Q), np.float32)
    weights = np.zeros((T, N, Q), np.float32)
    for i in range(N):
        for j in range(Q):
            scores = [float(keys[:, i, t] @ queries[:, i, j]) / n**0.5 for t in range(T)]
            for t, w in enumerate(softmax_of_list(scores)):
                weights[t, i, j] = w
                contexts[:, i, j] += w * values[:, i, t]
    return contexts, weights

# %% attention_backward
def attention_backward(dcontexts, queries, keys, values):
    n, N, Q = queries.shape
    dq, dk, dv = np.zeros(queries.shape), np.zeros(keys.shape), np.zeros(values.shape)
    for i in range(N):
        K, V = keys[:, i].astype(float), values[:, i].astype(float)
        for j in range(Q):
            q, dc = queries[:, i, j], dcontexts[:, i, j]
            s = K.T @ q / np.sqrt(n)
            w = np.exp(s - s.max())
            w = w / w.sum()
            jacobian = np.diag(w) - np.outer(w, w)
            ds = jacobian @ (V.T @ dc) / np.sqrt(n)
            dv[:, i] += np.outer(dc, w)
            dk[:, i] += np.outer(q, ds)
            dq[:, i, j] = K @ ds
    return {"dvalues": dv, "dkeys": dk, "dqueries": dq}

# %% attention_path
def attention_path(dcontext, h, W_hh):
    T = h.shape[2]
    g = attention_backward(dcontext[:, :, None], h[:, :, [T - 1]], h, h)
    direct = np.array(g["dvalues"]) + g["dkeys"]
    direct[:, :, T - 1] = direct[:, :, T - 1] + g["dqueries"][:, :, 0]
    total = np.zeros(h.shape)
    later = np.zeros(dcontext.shape)
    for t in range(T - 1, -1, -1):
        total[:, :, t] = direct[:, :, t] + later
        later = W_hh.T @ (total[:, :, t] - total[:, :, t] * h[:, :, t] ** 2)
    return direct, total

# %% lyapunov_exponent
def lyapunov_exponent(W, states, v):
    logs = []
    size = float(np.sqrt(np.sum(v.astype(float) ** 2)))
    if size == 0.0:
        raise ValueError("v is zero")
    v = v / size
    for h in states.T:
        v = np.diag(1 - h**2) @ W @ v
        size = float(np.sqrt(np.sum(v**2)))
        if not size > 0:
            raise ValueError("v became zero")
        logs.append(np.log(size))
        v = v / size
    return np.mean(logs)

# %% teacher_forcing
def teacher_forcing(y, h0, parameters, forced):
    U, W, V = (parameters[k] for k in ("W_hx", "W_hh", "W_qh"))
    T = y.shape[2] - 1
    x, h, o = [y[:, :, 0]], [h0], []
    for t in range(T):
        h.append(np.tanh(U @ x[t] + W @ h[t]))
        o.append(V @ h[t + 1])
        if t + 1 < T:
            x.append(y[:, :, t + 1] if forced[t + 1] else o[t])
    loss = 0
    dU, dW, dV = 0 * U, 0 * W, 0 * V
    dh, do = 0 * h0, [None] * T
    for t in range(T):
        do[t] = (o[t] - y[:, :, t + 1]) / T / y.shape[1]
        loss += 0.5 * np.sum((o[t] - y[:, :, t + 1]) ** 2) / T / y.shape[1]
    for t in range(T - 1, -1, -1):
        dV += do[t] @ h[t + 1].T
        da = (dh + V.T @ do[t]) * (1 - h[t + 1] * h[t + 1])
        dU += da @ x[t].T
        dW += da @ h[t].T
        dh = W.T @ da
        if t > 0 and not forced[t]:
            do[t - 1] = do[t - 1] + U.T @ da
    return loss, {"dW_qh": dV, "dW_hx": dU, "dW_hh": dW}

# %% gradient_check
def gradient_check(f, x, gradient, rng):
    h = {"float64": 6e-6, "float32": 5e-3}[str(x.dtype)]
    middle = f(x)
    right, left, said = np.zeros(6), np.zeros(6), np.zeros(6)
    for i in range(6):
        v = rng.uniform(-1, 1, x.shape)
        v = v / np.sqrt((v**2).sum())
        right[i] = (f((x + h * v).astype(x.dtype)) - middle) / h
        left[i] = (middle - f((x - h * v).astype(x.dtype))) / h
        said[i] = np.vdot(gradient, v)

    def error(p, q):
        together = np.sqrt(p @ p) + np.sqrt(q @ q)
        return 0 if together == 0 else np.sqrt((p - q) @ (p - q)) / together

    if np.isnan(said).any():
        return "wrong"
    if error(right, left) > 0.1:
        return "kink"
    return "wrong" if error(right / 2 + left / 2, said) > 0.01 else "right"
