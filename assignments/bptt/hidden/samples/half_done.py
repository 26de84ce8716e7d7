# %% unroll_recurrence
def unroll_recurrence(b, c):
    a = np.zeros(len(b))
    for t in range(len(b)):
        for i in range(t + 1):
            a[t] += np.prod(c[i + 1 : t + 1]) * b[i]
    return a

# %% linear_rnn_forward
def linear_rnn_forward(x, h0, parameters):
    h, o = [], []
    h_t = h0
    for t in range(x.shape[2]):
        h_t = parameters["W_hx"] @ x[:, :, t] + parameters["W_hh"] @ h_t
        h.append(h_t)
        o.append(parameters["W_qh"] @ h_t)
    return np.stack(h, axis=2), np.stack(o, axis=2)

# %% linear_rnn_loss
def linear_rnn_loss(o, y):
    return np.mean(np.sum(0.5 * (o - y) ** 2, axis=0))

# %% linear_rnn_backward
def linear_rnn_backward(x, y, h0, parameters):
    h, o = linear_rnn_forward(x, h0, parameters)
    q, N, T = o.shape
    do = (o - y) / (T * N)
    dh = np.zeros_like(h)
    dW_hx = np.zeros_like(parameters["W_hx"])
    dW_hh = np.zeros_like(parameters["W_hh"])
    dW_qh = np.zeros_like(parameters["W_qh"])
    for t in reversed(range(T)):
        dh[:, :, t] = parameters["W_qh"].T @ do[:, :, t]
        if t < T - 1:
            dh[:, :, t] += parameters["W_hh"].T @ dh[:, :, t + 1]
        h_before = h[:, :, t - 1] if t > 0 else h0
        dW_hx += dh[:, :, t] @ x[:, :, t].T
        dW_hh += dh[:, :, t] @ h_before.T
        dW_qh += do[:, :, t] @ h[:, :, t].T
    return {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": dW_qh, "dh": dh}
