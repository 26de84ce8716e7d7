# %% rnn_backward
def rnn_backward(ds, caches):
    n, N, T = ds.shape
    gradients = {"dx": np.zeros((caches[0][2].shape[0], N, T)), "dU": 0, "dW": 0, "dba": 0}
    ds_prev = np.zeros((n, N))
    for t in reversed(range(T)):
        g = rnn_cell_backward(ds[:, :, t] + ds_prev, caches[t])
        ds_prev = g["ds_prev"]
        gradients["dx"][:, :, t] = g["dx_t"]
        for name in ("dU", "dW", "dba"):
            gradients[name] = gradients[name] + g[name]
    gradients["ds0"] = ds_prev

# %% output_backward
def output_backward(out_pred, labels, s, V):
    N = len(labels)
    dz = out_pred - np.eye(len(out_pred))[labels].T
    gradients = {"ds": V.T @ dz / N, "dV": dz @ s.T / N, "dby": dz.mean(1, keepdims=True)}
