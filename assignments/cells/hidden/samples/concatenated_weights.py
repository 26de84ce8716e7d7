# %% rnn_cell_forward
def rnn_cell_forward(x_t, s_prev, parameters):
    WU = np.hstack([parameters["W"], parameters["U"]])
    sx = np.vstack([s_prev, x_t])
    s_next = np.tanh(WU @ sx + parameters["ba"])
    return s_next, softmax(parameters["V"] @ s_next + parameters["by"]), (WU, sx, s_next)

# %% rnn_forward
def rnn_forward(x, s0, parameters):
    T = x.shape[2]
    s = np.concatenate([s0[:, :, np.newaxis], np.zeros(s0.shape + (T,))], axis=2)
    y = np.zeros(x.shape)
    caches = []
    for t in range(1, T + 1):
        s[:, :, t], y[:, :, t - 1], c = rnn_cell_forward(x[:, :, t - 1], s[:, :, t - 1], parameters)
        caches.append(c)
    return s[:, :, 1:], y, caches

# %% rnn_cell_backward
def rnn_cell_backward(ds_next, cache):
    WU, sx, s_next = cache
    n = s_next.shape[0]
    d = ds_next * (1 - s_next ** 2)
    dWU = d @ sx.T
    dsx = WU.T @ d
    return {"dx_t": dsx[n:], "ds_prev": dsx[:n], "dU": dWU[:, n:], "dW": dWU[:, :n],
            "dba": d.sum(1).reshape(-1, 1)}

# %% rnn_backward
def rnn_backward(ds, caches):
    n, N, T = ds.shape
    dWU, db, later = 0, 0, 0
    dx = np.zeros((caches[0][1].shape[0] - n, N, T))
    for t in range(T)[::-1]:
        WU, sx, s_next = caches[t]
        d = (ds[:, :, t] + later) * (1 - s_next ** 2)
        dWU = dWU + d @ sx.T
        db = db + d.sum(1).reshape(-1, 1)
        later, dx[:, :, t] = np.split(WU.T @ d, [n])
    return {"dx": dx, "ds0": later, "dU": dWU[:, n:], "dW": dWU[:, :n], "dba": db}
