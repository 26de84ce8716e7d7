# %% unroll_recurrence
def unroll_recurrence(b, c):
    T = len(b)
    return np.array([sum(b[i] * np.prod(c[i + 1 : t + 1]) for i in range(t + 1)) for t in range(T)])

# %% linear_rnn_forward
def linear_rnn_forward(x, h0, parameters):
    x = x.transpose(1, 0, 2)  # (batch, features, time)
    state = h0.T
    h = np.zeros(state.shape + x.shape[2:])
    o = np.zeros((x.shape[0], parameters["W_qh"].shape[0], x.shape[2]))
    for t in range(x.shape[2]):
        state = x[:, :, t] @ parameters["W_hx"].T + state @ parameters["W_hh"].T
        h[:, :, t] = state
        o[:, :, t] = state @ parameters["W_qh"].T
    return h, o

# %% linear_rnn_loss
def linear_rnn_loss(o, y):
    return 0.5 * np.sum((o - y) ** 2) / (y.shape[1] * y.shape[2])

# %% linear_rnn_backward
def linear_rnn_backward(x, y, h0, parameters):
    h, o = linear_rnn_forward(x, h0, parameters)
    y = y.transpose(1, 0, 2)
    x = x.transpose(1, 0, 2)
    N, _, T = y.shape
    do = (o - y) / (N * T)
    dh = np.zeros(h.shape)
    dW_hx, dW_hh, dW_qh = 0, 0, 0
    later = np.zeros(h0.T.shape)
    for t in range(T - 1, -1, -1):
        dh[:, :, t] = do[:, :, t] @ parameters["W_qh"] + later
        h_before = h[:, :, t - 1] if t > 0 else h0.T
        dW_hx += dh[:, :, t].T @ x[:, :, t]
        dW_hh += dh[:, :, t].T @ h_before
        dW_qh += do[:, :, t].T @ h[:, :, t]
        later = dh[:, :, t] @ parameters["W_hh"]
    return {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": dW_qh, "dh": dh}

# %% hidden_gradient
def hidden_gradient(t, do, parameters):
    if t < 1 or t > do.shape[2]:
        raise ValueError("no such step")
    do = do.transpose(1, 0, 2)
    T = do.shape[2]
    total = 0
    for i in range(t, T + 1):
        power = np.linalg.matrix_power(parameters["W_hh"], T - i)
        total = total + do[:, :, T + t - i - 1] @ parameters["W_qh"] @ power
    return total  # (batch, n)
