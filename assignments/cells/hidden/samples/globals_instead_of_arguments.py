# %% rnn_forward
T = 4
batch = 7
s_0 = np.random.default_rng(0).normal(size=(5, batch))


def rnn_forward(x, s0, parameters):
    s, y, caches = [], [], []
    state = s_0
    for t in range(T):
        state, out, cache = rnn_cell_forward(x[:, :, t], state, parameters)
        s.append(state)
        y.append(out)
        caches.append(cache)
    return np.stack(s, axis=2), np.stack(y, axis=2), caches

# %% output_backward
my_labels = np.arange(batch) % 3


def output_backward(out_pred, labels, s, V):
    dz = out_pred.copy()
    dz[my_labels, np.arange(batch)] -= 1
    dz /= batch
    return {"ds": V.T @ dz, "dV": dz @ s.T, "dby": dz.sum(axis=1, keepdims=True)}
