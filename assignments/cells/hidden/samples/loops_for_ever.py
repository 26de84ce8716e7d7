# %% rnn_loss_and_gradients
def rnn_loss_and_gradients(x, labels, s0, parameters):
    s, y, caches = rnn_forward(x, s0, parameters)
    N, T = labels.shape
    loss = 0
    ds = np.zeros(s.shape)
    dV, dby = 0, 0
    t = T - 1
    while t >= 0:
        loss += -np.log(y[labels[:, t], np.arange(N), t]).mean()
        out = output_backward(y[:, :, t], labels[:, t], s[:, :, t], parameters["V"])
        ds[:, :, t] = out["ds"]
        dV += out["dV"]
        dby += out["dby"]
    grads = rnn_backward(ds, caches)
    return loss, {**grads, "dV": dV, "dby": dby}
