# %% softmax
def softmax(z):
    z -= z.max(axis=0, keepdims=True)
    np.exp(z, out=z)
    z /= z.sum(axis=0, keepdims=True)
    return z

# %% rnn_cell_backward
def rnn_cell_backward(ds_next, cache):
    s_next, s_prev, x_t, parameters = cache
    ds_next *= 1 - s_next**2
    return {
        "dx_t": parameters["U"].T @ ds_next,
        "ds_prev": parameters["W"].T @ ds_next,
        "dU": ds_next @ x_t.T,
        "dW": ds_next @ s_prev.T,
        "dba": ds_next.sum(axis=1, keepdims=True),
    }

# %% rnn_backward
def rnn_backward(ds, caches):
    T = ds.shape[2]
    dx, dU, dW, dba = [], 0, 0, 0
    for t in range(T - 1, -1, -1):
        g = rnn_cell_backward(ds[:, :, t], caches[t])
        if t > 0:
            ds[:, :, t - 1] += g["ds_prev"]
        dx = [g["dx_t"]] + dx
        dU += g["dU"]
        dW += g["dW"]
        dba += g["dba"]
    return {"dx": np.stack(dx, axis=2), "ds0": g["ds_prev"], "dU": dU, "dW": dW, "dba": dba}

# %% output_backward
def output_backward(out_pred, labels, s, V):
    N = len(labels)
    out_pred[labels, np.arange(N)] -= 1
    out_pred /= N
    return {"ds": V.T @ out_pred, "dV": out_pred @ s.T, "dby": out_pred.sum(1, keepdims=True)}

# %% rnn_loss_and_gradients
def rnn_loss_and_gradients(x, labels, s0, parameters):
    s, y, caches = rnn_forward(x, s0, parameters)
    N, T = labels.shape
    loss = 0
    for t in range(T):
        loss -= np.log(y[labels[:, t], np.arange(N), t]).sum() / N
    dV, dby = 0, 0
    ds = np.zeros(s.shape)
    for t in range(T):
        g = output_backward(y[:, :, t], labels[:, t], s[:, :, t], parameters["V"])
        ds[:, :, t] += g["ds"]
        dV += g["dV"]
        dby += g["dby"]
    grads = rnn_backward(ds, caches)
    grads.update(dV=dV, dby=dby)
    return loss, grads
