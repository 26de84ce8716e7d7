# %% rnn_cell_forward
def rnn_cell_forward(x_t, s_prev, parameters):
    cache = {"x": x_t, "s_prev": s_prev}
    cache.update(parameters)
    cache["Ux"] = np.matmul(cache["U"], x_t)
    cache["Ws"] = np.matmul(cache["W"], s_prev)
    cache["a"] = cache["Ux"] + cache["Ws"] + cache["ba"]
    cache["s"] = np.tanh(cache["a"])
    cache["z"] = np.matmul(cache["V"], cache["s"]) + cache["by"]
    cache["o"] = softmax(cache["z"])
    return cache["s"], cache["o"], cache

# %% rnn_forward
def rnn_forward(x, s0, parameters):
    n, N = s0.shape
    m, _, T = x.shape
    s, y = np.empty((n, N, T)), np.empty((m, N, T))
    caches = {-1: {"s": s0}}
    for t in range(T):
        s[:, :, t], y[:, :, t], caches[t] = rnn_cell_forward(x[:, :, t], caches[t - 1]["s"], parameters)
    return s, y, caches

# %% rnn_cell_backward
def rnn_cell_backward(ds_next, cache):
    grads = {}
    da = ds_next / np.cosh(cache["a"]) ** 2  # the derivative of tanh, written from the input
    grads["dba"] = np.sum(da, 1, keepdims=True)
    grads["dU"] = np.matmul(da, np.transpose(cache["x"]))
    grads["dW"] = np.matmul(da, np.transpose(cache["s_prev"]))
    grads["dx_t"] = np.matmul(np.transpose(cache["U"]), da)
    grads["ds_prev"] = np.matmul(np.transpose(cache["W"]), da)
    return grads

# %% rnn_backward
def rnn_backward(ds, caches):
    T = ds.shape[2]
    grads = {"dx": [None] * T, "ds0": np.zeros(ds.shape[:2]), "dU": 0, "dW": 0, "dba": 0}
    for t in reversed(range(T)):
        step = rnn_cell_backward(ds[:, :, t] + grads["ds0"], caches[t])
        grads["ds0"] = step["ds_prev"]
        grads["dx"][t] = step["dx_t"]
        for name in ["dU", "dW", "dba"]:
            grads[name] = grads[name] + step[name]
    grads["dx"] = np.stack(grads["dx"], axis=-1)
    return grads
