# %% rnn_cell_backward
def rnn_cell_backward(ds_next, cache):
    s_next, s_prev, x_t, parameters = cache
    da = ds_next * (1 - s_next**2)
    dba = da.T.sum(axis=0, keepdims=True)
    return {
        "dx_t": parameters["U"].T @ da,
        "ds_prev": parameters["W"].T @ da,
        "dU": da @ x_t.T,
        "dW": da @ s_prev.T,
        "dba": dba,
    }
