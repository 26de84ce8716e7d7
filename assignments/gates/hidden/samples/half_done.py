# %% sigmoid
def sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z < 0, small / (1 + small), 1 / (1 + small))

# %% lstm_cell_forward
def lstm_cell_forward(x_t, h_prev, c_prev, parameters):
    pre = {}
    for block in "fioc":
        W, U, b = (parameters[letter + block] for letter in "WUb")
        pre[block] = np.dot(W, h_prev) + np.dot(U, x_t) + b
    f_t = sigmoid(pre["f"])
    i_t = sigmoid(pre["i"])
    o_t = sigmoid(pre["o"])
    c_tilde = np.tanh(pre["c"])
    c_next = f_t * c_prev + i_t * c_tilde
    h_next = o_t * np.tanh(c_next)
    cache = (x_t, h_prev, c_prev, f_t, i_t, o_t, c_tilde, c_next, parameters)
    return h_next, c_next, cache

# %% lstm_forward
def lstm_forward(x, h0, c0, parameters):
    T = x.shape[2]
    h = np.zeros((*h0.shape, T))
    c = np.zeros((*c0.shape, T))
    caches = []
    h_t, c_t = h0, c0
    for t in range(T):
        h_t, c_t, cache = lstm_cell_forward(x[:, :, t], h_t, c_t, parameters)
        h[:, :, t] = h_t
        c[:, :, t] = c_t
        caches.append(cache)
    return h, c, caches
