# %% softmax
def log_softmax(z):
    c = np.amax(z, axis=0, keepdims=True)
    return z - c - np.log(np.sum(np.exp(z - c), axis=0, keepdims=True))


def softmax(z):
    return np.exp(log_softmax(z))

# %% rnn_cell_forward
def rnn_cell_forward(x_t, s_prev, parameters):
    a = parameters["ba"] + (x_t.T @ parameters["U"].T + s_prev.T @ parameters["W"].T).T
    s_next = 2 / (1 + np.exp(-2 * a)) - 1
    out_pred = softmax(parameters["by"] + parameters["V"] @ s_next)
    return s_next, out_pred, (s_next, s_prev, x_t, parameters)

# %% rnn_cell_backward
def rnn_cell_backward(ds_next, cache):
    s, s_prev, x_t, parameters = cache
    da = ds_next * (1 - s) * (1 + s)
    return {
        "dx_t": (da.T @ parameters["U"]).T,
        "ds_prev": (da.T @ parameters["W"]).T,
        "dU": (x_t @ da.T).T,
        "dW": (s_prev @ da.T).T,
        "dba": da @ np.ones((da.shape[1], 1)),
    }

# %% rnn_loss_and_gradients
def rnn_loss_and_gradients(x, labels, s0, parameters):
    V, by = parameters["V"], parameters["by"]
    s, y, caches = rnn_forward(x, s0, parameters)
    n, N, T = s.shape
    flat = s.reshape(n, N * T)
    z = V @ flat + by
    log_right = log_softmax(z)[labels.reshape(-1), np.arange(N * T)].reshape(1, -1)
    cost = -np.dot(log_right, np.ones((N * T, 1))) / N
    dz = softmax(z)
    dz[labels.reshape(-1), np.arange(N * T)] -= 1
    dz /= N
    grads = rnn_backward((V.T @ dz).reshape(n, N, T), caches)
    grads["dV"] = dz @ flat.T
    grads["dby"] = dz.sum(axis=1, keepdims=True)
    return np.squeeze(cost), grads
