# %% rnn_cell_forward
def rnn_cell_forward(x_t, s_prev, parameters):
    s_next = np.tanh(parameters["U"] @ x_t + parameters["W"] @ s_prev + parameters["ba"])
    out_pred = softmax(parameters["V"] @ s_next + parameters["by"])
    return [s_next, out_pred, [s_next, s_prev, x_t, parameters]]

# %% rnn_forward
def rnn_forward(x, s0, parameters):
    steps = []
    for t in range(x.shape[2]):
        before = steps[-1][0] if steps else s0
        steps.append(rnn_cell_forward(x[:, :, t], before, parameters))
    s, y, caches = zip(*steps)
    return [np.stack(s, axis=2), np.stack(y, axis=2), caches]

# %% rnn_loss_and_gradients
def rnn_loss_and_gradients(x, labels, s0, parameters):
    s, y, caches = rnn_forward(x, s0, parameters)
    N, T = labels.shape
    loss = 0.0
    outs = []
    for t in range(T):
        loss = loss - np.log(y[labels[:, t], np.arange(N), t]).mean()
        outs.append(output_backward(y[:, :, t], labels[:, t], s[:, :, t], parameters["V"]))
    grads = rnn_backward(np.stack([o["ds"] for o in outs], axis=2), caches)
    grads["dV"] = sum(o["dV"] for o in outs)
    grads["dby"] = sum(o["dby"] for o in outs)
    return [loss, grads]
