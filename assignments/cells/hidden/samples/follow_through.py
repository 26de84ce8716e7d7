# %% rnn_cell_forward
def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def rnn_cell_forward(x_t, s_prev, parameters):
    a = parameters["U"] @ x_t + parameters["W"] @ s_prev + parameters["ba"]
    s_next = sigmoid(a)
    out_pred = softmax(parameters["V"] @ s_next + parameters["by"])
    return s_next, out_pred, (s_next, s_prev, x_t, parameters)

# %% rnn_cell_backward
def rnn_cell_backward(ds_next, cache):
    s_next, s_prev, x_t, parameters = cache
    da = ds_next * s_next * (1 - s_next)
    return {
        "dx_t": parameters["U"].T @ da,
        "ds_prev": parameters["W"].T @ da,
        "dU": da @ x_t.T,
        "dW": da @ s_prev.T,
        "dba": da.sum(axis=1, keepdims=True),
    }
