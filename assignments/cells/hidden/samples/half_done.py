# %% softmax
def softmax(z):
    exps = np.exp(z - np.max(z, axis=0, keepdims=True))
    return exps / np.sum(exps, axis=0, keepdims=True)

# %% rnn_cell_forward
def rnn_cell_forward(x_t, s_prev, parameters):
    U, W, V = parameters['U'], parameters['W'], parameters['V']
    ba, by = parameters['ba'], parameters['by']
    s_next = np.tanh(np.dot(U, x_t) + np.dot(W, s_prev) + ba)
    out_pred = softmax(np.dot(V, s_next) + by)
    cache = (s_next, s_prev, x_t, parameters)
    return s_next, out_pred, cache

# %% rnn_forward
def rnn_forward(x, s0, parameters):
    caches = []
    m, N, T = x.shape
    n = s0.shape[0]
    s = np.zeros((n, N, T))
    y = np.zeros((m, N, T))
    s_next = s0
    for t in range(T):
        s_next, y_t, cache = rnn_cell_forward(x[:, :, t], s_next, parameters)
        s[:, :, t] = s_next
        y[:, :, t] = y_t
        caches.append(cache)
    return s, y, caches
