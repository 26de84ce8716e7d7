# %% softmax
def softmax(z):
    z = z.astype(np.float32)
    z = z - np.max(z, axis=0, keepdims=True)
    return np.exp(z) / np.sum(np.exp(z), axis=0, keepdims=True)

# %% rnn_cell_forward
def rnn_cell_forward(x_t, s_prev, parameters):
    p = {k: np.array(v, dtype="float32") for k, v in parameters.items()}
    x_t = np.array(x_t, dtype="float32")
    s_prev = np.array(s_prev, dtype="float32")
    s_next = np.tanh(np.dot(p["U"], x_t) + np.dot(p["W"], s_prev) + p["ba"])
    return s_next, softmax(np.dot(p["V"], s_next) + p["by"]), (s_next, s_prev, x_t, p)

# %% rnn_forward
def rnn_forward(x, s0, parameters):
    m, N, T = x.shape
    n = s0.shape[0]
    s = np.zeros((n, N, T), dtype=np.float32)
    y = np.zeros((m, N, T), dtype=np.float32)
    caches = []
    state = s0
    for t in range(T):
        state, y[:, :, t], cache = rnn_cell_forward(x[:, :, t], state, parameters)
        s[:, :, t] = state
        caches.append(cache)
    return s, y, caches

# %% rnn_cell_backward
def rnn_cell_backward(ds_next, cache):
    s_next, s_prev, x_t, p = cache
    da = ds_next.astype(np.float32) * (1 - s_next ** 2)
    return {
        "dx_t": np.dot(p["U"].T, da),
        "ds_prev": np.dot(p["W"].T, da),
        "dU": np.dot(da, x_t.T),
        "dW": np.dot(da, s_prev.T),
        "dba": np.sum(da, axis=1, keepdims=True),
    }

# %% rnn_backward
def rnn_backward(ds, caches):
    n, N, T = ds.shape
    m = caches[0][2].shape[0]
    dx = np.zeros((m, N, T), np.float32)
    dU = np.zeros((n, m), np.float32)
    dW = np.zeros((n, n), np.float32)
    dba = np.zeros((n, 1), np.float32)
    carry = np.zeros((n, N), np.float32)
    for t in range(T - 1, -1, -1):
        step = rnn_cell_backward(ds[:, :, t] + carry, caches[t])
        carry = step["ds_prev"]
        dx[:, :, t] = step["dx_t"]
        dU += step["dU"]
        dW += step["dW"]
        dba += step["dba"]
    return {"dx": dx, "ds0": carry, "dU": dU, "dW": dW, "dba": dba}

# %% output_backward
def output_backward(out_pred, labels, s, V):
    N = labels.shape[0]
    one_hot = np.zeros(out_pred.shape, dtype=np.float32)
    one_hot[labels, range(N)] = 1
    dz = ((out_pred - one_hot) / N).astype(np.float32)
    return {"ds": V.T @ dz, "dV": dz @ s.T, "dby": dz.sum(axis=1, keepdims=True)}

# %% rnn_loss_and_gradients
def rnn_loss_and_gradients(x, labels, s0, parameters):
    s, y, caches = rnn_forward(x, s0, parameters)
    N, T = labels.shape
    loss = np.float32(0)
    ds = np.zeros(s.shape, np.float32)
    dV = np.zeros(parameters["V"].shape, np.float32)
    dby = np.zeros(parameters["by"].shape, np.float32)
    for t in range(T):
        loss -= np.mean(np.log(y[labels[:, t], np.arange(N), t]))
        out = output_backward(y[:, :, t], labels[:, t], s[:, :, t], parameters["V"])
        ds[:, :, t] = out["ds"]
        dV += out["dV"]
        dby += out["dby"]
    return loss, dict(rnn_backward(ds, caches), dV=dV, dby=dby)
