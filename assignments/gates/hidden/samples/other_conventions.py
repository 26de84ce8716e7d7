# %% gru_cell_forward
def gru_cell_forward(x_t, h_prev, parameters):
    p = parameters
    z = sigmoid(p["Wu"] @ h_prev + p["Uu"] @ x_t + p["bu"])
    r = sigmoid(p["Wr"] @ h_prev + p["Ur"] @ x_t + p["br"])
    q = r * h_prev
    new = np.tanh(p["Wh"] @ q + p["Uh"] @ x_t + p["bh"])
    return z * h_prev + (1 - z) * new, (x_t, h_prev, z, r, q, new, p)

# %% gru_forward
def gru_forward(x, h0, parameters):
    h, caches = [], []
    state = h0
    for t in range(x.shape[2]):
        state, cache = gru_cell_forward(x[:, :, t], state, parameters)
        h.append(state)
        caches.append(cache)
    return np.stack(h, axis=2), caches

# %% gru_cell_backward
def gru_cell_backward(dh_next, cache):
    x_t, h_prev, z, r, q, new, p = cache
    da_h = dh_next * (1 - z) * (1 - new**2)
    dq = p["Wh"].T @ da_h
    da_u = dh_next * (h_prev - new) * z * (1 - z)
    da_r = dq * h_prev * r * (1 - r)
    dh_prev = dh_next * z + dq * r + p["Wu"].T @ da_u + p["Wr"].T @ da_r
    grads = {"dx_t": 0, "dh_prev": dh_prev}
    for block, da, seen in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, q)):
        grads["dx_t"] += p["U" + block].T @ da
        grads["dW" + block] = da @ seen.T
        grads["dU" + block] = da @ x_t.T
        grads["db" + block] = da.sum(axis=1, keepdims=True)
    return grads

# %% gru_backward
def gru_backward(dh, caches):
    total, dx, back = {}, [], 0
    for t in reversed(range(dh.shape[2])):
        step = gru_cell_backward(dh[:, :, t] + back, caches[t])
        back = step.pop("dh_prev")
        dx.append(step.pop("dx_t"))
        for name, value in step.items():
            total[name] = total.get(name, 0) + value
    return {"dx": np.stack(dx[::-1], axis=2), "dh0": back, **total}
