# %% rnn_backward
def rnn_backward(ds, caches):
    later = np.zeros(ds[:, :, 0].shape)
    dx, dU, dW, dba = [], 0, 0, 0
    for t in reversed(range(ds.shape[2])):
        later = later / np.linalg.norm(later)  # so that it does not explode
        g = rnn_cell_backward(ds[:, :, t] + later, caches[t])
        later = g["ds_prev"]
        dx.insert(0, g["dx_t"])
        dU, dW, dba = dU + g["dU"], dW + g["dW"], dba + g["dba"]
    return {"dx": np.stack(dx, 2), "ds0": later, "dU": dU, "dW": dW, "dba": dba}
