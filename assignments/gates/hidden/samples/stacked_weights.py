# %% sigmoid
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)

# %% +
LSTM_ORDER = "iofc"  # three sigmoids first, then the tanh


def stack(parameters, order):
    """One matrix [W U b] with a strip of n rows for each block."""
    return np.concatenate(
        [
            np.concatenate([parameters[kind + block] for kind in "WUb"], axis=1)
            for block in order
        ],
        axis=0,
    )


def unstack(dM, order, n):
    """Cut a gradient of the big matrix into those of the single parameters."""
    grads = {}
    for block, strip in zip(order, np.split(dM, len(order), axis=0)):
        grads["dW" + block], grads["dU" + block], grads["db" + block] = np.split(
            strip, [n, strip.shape[1] - 1], axis=1
        )
    return grads


def with_ones(h_prev, x_t):
    return np.concatenate([h_prev, x_t, np.ones((1, x_t.shape[1]))])


def lstm_step(M, z, c_prev):
    n = len(c_prev)
    a = M @ z
    gates, candidate = sigmoid(a[: 3 * n]), np.tanh(a[3 * n :])
    i, o, f = np.split(gates, 3)
    c = f * c_prev + i * candidate
    shown = np.tanh(c)
    cache = dict(M=M, z=z, i=i, o=o, f=f, candidate=candidate, c_prev=c_prev, shown=shown)
    return o * shown, c, cache


def lstm_step_back(dh, dc, cache):
    """Return the gradients of z and of c_prev, and that of all pre-activations, stacked."""
    i, o, f = cache["i"], cache["o"], cache["f"]
    dc = dc + dh * o * (1 - cache["shown"] ** 2)
    da = np.concatenate(
        [
            dc * cache["candidate"] * i * (1 - i),
            dh * cache["shown"] * o * (1 - o),
            dc * cache["c_prev"] * f * (1 - f),
            dc * i * (1 - cache["candidate"] ** 2),
        ]
    )
    return cache["M"].T @ da, dc * f, da

# %% lstm_cell_forward
def lstm_cell_forward(x_t, h_prev, c_prev, parameters):
    return lstm_step(stack(parameters, LSTM_ORDER), with_ones(h_prev, x_t), c_prev)

# %% lstm_forward
def lstm_forward(x, h0, c0, parameters):
    M = stack(parameters, LSTM_ORDER)
    h, c = [h0], [c0]
    steps = []
    for t in range(x.shape[2]):
        h_t, c_t, step = lstm_step(M, with_ones(h[-1], x[..., t]), c[-1])
        h.append(h_t)
        c.append(c_t)
        steps.append(step)
    return np.stack(h[1:], axis=-1), np.stack(c[1:], axis=-1), {"steps": steps, "inputs": len(x)}

# %% lstm_cell_backward
def lstm_cell_backward(dh_next, dc_next, cache):
    n = len(dh_next)
    dz, dc_prev, da = lstm_step_back(dh_next, dc_next, cache)
    grads = unstack(da @ cache["z"].T, LSTM_ORDER, n)
    grads["dh_prev"] = dz[:n]
    grads["dx_t"] = dz[n:-1]
    grads["dc_prev"] = dc_prev
    return grads

# %% lstm_backward
def lstm_backward(dh, caches):
    n, N, T = dh.shape
    steps = caches["steps"]
    back, dc = np.zeros((n, N)), np.zeros((n, N))
    dx = np.zeros((caches["inputs"], N, T))
    dM = np.zeros_like(steps[0]["M"])
    for t in range(T)[::-1]:
        dz, dc, da = lstm_step_back(dh[..., t] + back, dc, steps[t])
        back, dx[..., t] = dz[:n], dz[n:-1]
        dM += da @ steps[t]["z"].T
    return unstack(dM, LSTM_ORDER, n) | {"dx": dx, "dh0": back, "dc0": dc}

# %% cell_state_jacobian
def cell_state_jacobian(forget_gates):
    return np.diag(forget_gates.prod(axis=1))

# %% +
GRU_ORDER = "urh"


def gru_step(M, z, h_prev):
    """The first n columns of M belong to h_prev; the candidate's strip of them waits for r."""
    n = len(h_prev)
    first = M.copy()
    Wh = M[2 * n :, :n]
    first[2 * n :, :n] = 0
    a = first @ z
    u, r = np.split(sigmoid(a[: 2 * n]), 2)
    q = r * h_prev
    candidate = np.tanh(a[2 * n :] + Wh @ q)
    cache = dict(first=first, Wh=Wh, z=z, u=u, r=r, q=q, candidate=candidate, h_prev=h_prev)
    return (1 - u) * h_prev + u * candidate, cache


def gru_step_back(dh, cache):
    """Return the gradients of h_prev, of x_t, and of the big matrix."""
    n = len(dh)
    u, r, candidate, h_prev = (cache[key] for key in ("u", "r", "candidate", "h_prev"))
    da_h = dh * u * (1 - candidate**2)
    dq = cache["Wh"].T @ da_h
    da = np.concatenate(
        [dh * (candidate - h_prev) * u * (1 - u), dq * h_prev * r * (1 - r), da_h]
    )
    dz = cache["first"].T @ da
    dM = da @ cache["z"].T
    dM[2 * n :, :n] = da_h @ cache["q"].T
    return dz[:n] + dh * (1 - u) + dq * r, dz[n:-1], dM

# %% gru_cell_forward
def gru_cell_forward(x_t, h_prev, parameters):
    return gru_step(stack(parameters, GRU_ORDER), with_ones(h_prev, x_t), h_prev)

# %% gru_forward
def gru_forward(x, h0, parameters):
    M = stack(parameters, GRU_ORDER)
    h, steps = [h0], {}
    for t in range(x.shape[2]):
        h_t, steps[t] = gru_step(M, with_ones(h[-1], x[..., t]), h[-1])
        h.append(h_t)
    return np.stack(h[1:], axis=-1), steps

# %% gru_cell_backward
def gru_cell_backward(dh_next, cache):
    dh_prev, dx_t, dM = gru_step_back(dh_next, cache)
    return {"dx_t": dx_t, "dh_prev": dh_prev, **unstack(dM, GRU_ORDER, len(dh_next))}

# %% gru_backward
def gru_backward(dh, caches):
    dx, dM, back = {}, 0, 0
    for t in reversed(caches):
        back, dx[t], dM_t = gru_step_back(dh[..., t] + back, caches[t])
        dM = dM + dM_t
    dx = np.stack([dx[t] for t in sorted(dx)], axis=-1)
    return {"dx": dx, "dh0": back, **unstack(dM, GRU_ORDER, len(dh))}

# %% parameter_count
def parameter_count(kind, inputs, hidden):
    blocks = {"rnn": 1, "gru": 3, "lstm": 4}
    if kind not in blocks:
        raise ValueError(f"there is no cell {kind!r}; there are {', '.join(blocks)}")
    return blocks[kind] * hidden * (hidden + inputs + 1)
