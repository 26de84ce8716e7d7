# %% stateful_bptt
def stateful_bptt(x, y, h0, parameters, k1, k2, lr):
    if not 1 <= k1 <= k2:
        raise ValueError("k1 and k2")
    p, losses = dict(parameters), []
    for start in range(0, x.shape[2], k1):
        h, N = [h0], x.shape[1]
        steps = range(start, min(start + k1, x.shape[2]))
        for t in steps:
            h.append(np.tanh(p["W_hx"] @ x[:, :, t] + p["W_hh"] @ h[-1]))
        g = {name: 0 * value for name, value in p.items()}
        loss, dh = 0.0, 0 * h0
        for t in reversed(steps):
            now, before = h[t - start + 1], h[t - start]
            e = p["W_qh"] @ now - y[:, :, t]
            loss += (e**2).sum() / (2 * N * len(steps))
            g["W_qh"] += e @ now.T / (N * len(steps))
            da = (dh + p["W_qh"].T @ e / (N * len(steps))) * (1 - now**2)
            g["W_hx"] += da @ x[:, :, t].T
            g["W_hh"] += da @ before.T
            dh = p["W_hh"].T @ da
        losses.append(loss)
        p = {name: p[name] - lr * g[name] for name in p}
    return p, h[-1], np.array(losses)

# %% teacher_forcing
def teacher_forcing(y, h0, parameters, forced):
    U, W, V = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    T, N = len(forced), y.shape[1]
    x, h, o = [], [h0], []
    for t in range(T):
        x.append(y[:, :, t] if t == 0 or forced[t] else o[-1])
        h.append(np.tanh(U @ x[t] + W @ h[t]))
        o.append(V @ h[t + 1])
    loss, dh = 0.0, 0 * h0
    dU, dW, dV = 0 * U, 0 * W, 0 * V
    for t in reversed(range(T)):
        e = (o[t] - y[:, :, t + 1]) / (N * T)
        loss += (e**2).sum() * N * T / 2
        dV += e @ h[t + 1].T
        da = (dh + V.T @ e) * (1 - h[t + 1] ** 2)
        dU += da @ x[t].T
        dW += da @ h[t].T
        dh = W.T @ da
    return loss, {"dW_hx": dU, "dW_hh": dW, "dW_qh": dV}
