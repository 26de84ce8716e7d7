# %% rnn_cell_backward
def rnn_cell_backward(ds_next, cache):
    s_next, s_prev, x_t, parameters = cache
    U, W = parameters["U"], parameters["W"]
    n, m = U.shape
    N = x_t.shape[1]
    dx_t, ds_prev = np.zeros((m, N)), np.zeros((n, N))
    dU, dW, dba = np.zeros(n * m), np.zeros(n * n), np.zeros(n)
    for k in range(N):
        J_tanh = np.diag(1 - s_next[:, k] ** 2)
        row = ds_next[:, k] @ J_tanh
        dx_t[:, k] = row @ U
        ds_prev[:, k] = row @ W
        # d a / d vec(U), with vec taken row by row
        dU += row @ np.kron(np.eye(n), x_t[:, k])
        dW += row @ np.kron(np.eye(n), s_prev[:, k])
        dba += row @ np.eye(n)
    return {
        "dx_t": dx_t,
        "ds_prev": ds_prev,
        "dU": dU.reshape(n, m),
        "dW": dW.reshape(n, n),
        "dba": dba.reshape(n, 1),
    }

# %% output_backward
def output_backward(out_pred, labels, s, V):
    m, N = out_pred.shape
    ds, dV, dby = np.zeros(s.shape), np.zeros(V.shape), np.zeros((m, 1))
    for k in range(N):
        o = out_pred[:, k]
        J_softmax = np.diag(o) - np.outer(o, o)
        dl_do = np.zeros(m)
        dl_do[labels[k]] = -1 / o[labels[k]] / N
        dl_dz = dl_do @ J_softmax
        ds[:, k] = dl_dz @ V
        dV += np.outer(dl_dz, s[:, k])
        dby[:, 0] += dl_dz
    return {"ds": ds, "dV": dV, "dby": dby}
