# %% +
import math


class Notes:
    """What a step remembers for the way back."""

    def __init__(self, **values):
        self.__dict__.update(values)


def empty_grads(parameters, blocks):
    grads = {}
    for b in blocks:
        for kind in ["W", "U", "b"]:
            grads["d" + kind + b] = np.zeros(parameters[kind + b].shape)
    return grads

# %% sigmoid
def sigmoid(z):
    z = np.asarray(z)
    out = np.zeros(z.shape)
    for place in np.ndindex(z.shape):
        v = float(z[place])
        if v >= 0:
            out[place] = 1 / (1 + math.exp(-v))
        else:
            e = math.exp(v)
            out[place] = e / (e + 1)
    return out

# %% lstm_cell_forward
def lstm_cell_forward(x_t, h_prev, c_prev, parameters):
    n, N = h_prev.shape
    p = parameters
    h_next, c_next = np.zeros((n, N)), np.zeros((n, N))
    per_example = []
    for k in range(N):
        x, h, c = x_t[:, k], h_prev[:, k], c_prev[:, k]
        pre = {}
        for b in "fioc":
            pre[b] = p["b" + b][:, 0].copy()
            pre[b] += p["W" + b] @ h
            pre[b] += p["U" + b] @ x
        f, i, o = sigmoid(pre["f"]), sigmoid(pre["i"]), sigmoid(pre["o"])
        cand = np.tanh(pre["c"])
        for j in range(n):
            c_next[j, k] = f[j] * c[j] + i[j] * cand[j]
            h_next[j, k] = o[j] * math.tanh(c_next[j, k])
        per_example.append(Notes(x=x, h=h, c=c, f=f, i=i, o=o, cand=cand, new=c_next[:, k]))
    return [h_next, c_next, Notes(examples=per_example, p=p)]

# %% lstm_forward
def lstm_forward(x, h0, c0, parameters):
    m, N, T = x.shape
    n = h0.shape[0]
    h = np.empty((n, N, T), dtype=np.float32)
    c = np.empty((n, N, T))
    caches = []
    for t in range(T):
        h_before = h[:, :, t - 1] if t else h0
        c_before = c[:, :, t - 1] if t else c0
        h[:, :, t], c[:, :, t], cache = lstm_cell_forward(x[:, :, t], h_before, c_before, parameters)
        caches.append(cache)
    return [h, c, caches]

# %% lstm_cell_backward
def lstm_cell_backward(dh_next, dc_next, cache):
    p = cache.p
    n, N = dh_next.shape
    m = p["Uf"].shape[1]
    grads = empty_grads(p, "fioc")
    grads["dx_t"], grads["dh_prev"], grads["dc_prev"] = (np.zeros((r, N)) for r in (m, n, n))
    for k in range(N):
        e = cache.examples[k]
        shown = np.tanh(e.new)
        dc = dc_next[:, k].copy()
        dc += dh_next[:, k] * e.o * (1 - shown**2)
        delta = {"o": dh_next[:, k] * shown, "f": dc * e.c, "i": dc * e.cand, "c": dc * e.i}
        for b in "fio":
            gate = getattr(e, b)
            delta[b] *= gate
            delta[b] *= 1 - gate
        delta["c"] *= 1 - e.cand**2
        grads["dc_prev"][:, k] = dc * e.f
        for b, d in delta.items():
            grads["dW" + b] += np.outer(d, e.h)
            grads["dU" + b] += np.outer(d, e.x)
            grads["db" + b][:, 0] += d
            grads["dh_prev"][:, k] += d @ p["W" + b]
            grads["dx_t"][:, k] += d @ p["U" + b]
    return grads

# %% lstm_backward
def lstm_backward(dh, caches):
    n, N, T = dh.shape
    p = caches[0].p
    total = empty_grads(p, "fioc")
    dx = np.zeros((p["Uf"].shape[1], N, T), dtype=np.float32)
    from_right = np.zeros((n, N))
    dc = np.zeros((n, N), dtype=np.float32)
    t = T
    while caches:
        t -= 1
        step = lstm_cell_backward(dh[:, :, t] + from_right, dc, caches.pop())
        dx[:, :, t] = step.pop("dx_t")
        from_right[:] = step.pop("dh_prev")
        dc[:] = step.pop("dc_prev")
        for name in step:
            total[name] += step[name]
    total["dx"], total["dh0"], total["dc0"] = dx, from_right, dc
    return total

# %% cell_state_jacobian
def cell_state_jacobian(forget_gates):
    n, T = forget_gates.shape
    J = np.eye(n)
    for t in range(T):
        for j in range(n):
            J[j, j] *= forget_gates[j, t]
    return J

# %% gru_cell_forward
def gru_cell_forward(x_t, h_prev, parameters):
    p = parameters
    n, N = h_prev.shape
    u, r, cand = np.zeros((n, N)), np.zeros((n, N)), np.zeros((n, N))
    h_next = h_prev.copy()
    for j in range(n):
        u[j] = sigmoid(p["Wu"][j] @ h_prev + p["Uu"][j] @ x_t + p["bu"][j])
        r[j] = sigmoid(p["Wr"][j] @ h_prev + p["Ur"][j] @ x_t + p["br"][j])
    for j in range(n):
        cand[j] = np.tanh(p["Wh"][j] @ (r * h_prev) + p["Uh"][j] @ x_t + p["bh"][j])
    h_next *= 1 - u
    h_next += u * cand
    return [h_next, Notes(x=x_t, h=h_prev, u=u, r=r, cand=cand, p=p)]

# %% gru_forward
def gru_forward(x, h0, parameters):
    T = x.shape[-1]
    h = np.zeros(h0.shape + (T,), np.float32)
    caches = []
    state = h0
    for t in range(T):
        state, cache = gru_cell_forward(x[:, :, t], state, parameters)
        h[:, :, t] = state
        caches.append(cache)
    return [h, caches]

# %% gru_cell_backward
def gru_cell_backward(dh_next, cache):
    p, u, r, cand, h, x = cache.p, cache.u, cache.r, cache.cand, cache.h, cache.x
    n, N = dh_next.shape
    grads = empty_grads(p, "urh")
    dh_prev = dh_next * (1 - u)
    dx_t = np.zeros(x.shape)
    dr = np.zeros((n, N))

    for j in range(n):
        d = dh_next[j] * u[j] * (1 - cand[j] ** 2)
        grads["dbh"][j] = d.sum()
        for k in range(N):
            grads["dWh"][j] += d[k] * r[:, k] * h[:, k]
            grads["dUh"][j] += d[k] * x[:, k]
            dq = d[k] * p["Wh"][j]
            dh_prev[:, k] += dq * r[:, k]
            dr[:, k] += dq * h[:, k]
            dx_t[:, k] += d[k] * p["Uh"][j]

    du = dh_next * cand - dh_next * h
    for b, gate, d_gate in [("u", u, du), ("r", r, dr)]:
        d = d_gate * (gate - gate * gate)
        for k in range(N):
            grads["dW" + b] += np.outer(d[:, k], h[:, k])
            grads["dU" + b] += np.outer(d[:, k], x[:, k])
            grads["db" + b] += d[:, k : k + 1]
            dh_prev[:, k] += p["W" + b].T @ d[:, k]
            dx_t[:, k] += p["U" + b].T @ d[:, k]
    grads.update(dx_t=dx_t, dh_prev=dh_prev)
    return grads

# %% gru_backward
def gru_backward(dh, caches):
    n, N, T = dh.shape
    p = caches[-1].p
    total = empty_grads(p, "urh")
    dx = []
    while caches:
        t = len(caches) - 1
        step = gru_cell_backward(dh[:, :, t], caches.pop())
        dx.insert(0, step.pop("dx_t").astype(np.float32))
        dh_prev = step.pop("dh_prev")
        if t > 0:
            dh[:, :, t - 1] += dh_prev
        for name in step:
            total[name] += step[name]
    total["dx"] = np.moveaxis(np.array(dx), 0, 2)
    total["dh0"] = dh_prev
    return total

# %% parameter_count
def parameter_count(kind, inputs, hidden):
    if kind == "rnn":
        blocks = 1
    elif kind == "gru":
        blocks = 3
    elif kind == "lstm":
        blocks = 4
    else:
        raise ValueError("I do not know the cell " + str(kind))
    total = 0
    for _ in range(blocks):
        total += hidden * hidden
        total += hidden * inputs
        total += hidden
    return total
