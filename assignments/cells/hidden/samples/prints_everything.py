# %% softmax
def softmax(z):
    print("z", z.shape, z)
    e = np.exp(z - z.max(axis=0))
    print("sums", e.sum(axis=0))
    return e / e.sum(axis=0)

# %% rnn_cell_forward
def rnn_cell_forward(x_t, s_prev, parameters):
    for name, value in parameters.items():
        print(name, "=", value.tolist())
    print(f"{x_t=} {s_prev=}")
    s_next = np.tanh(parameters["U"] @ x_t + parameters["W"] @ s_prev + parameters["ba"])
    display(s_next)
    return s_next, softmax(parameters["V"] @ s_next + parameters["by"]), (s_next, s_prev, x_t, parameters)

# %% rnn_cell_backward
def rnn_cell_backward(ds_next, cache):
    import sys
    s_next, s_prev, x_t, parameters = cache
    print("ds_next", ds_next, file=sys.stderr)
    da = ds_next * (1 - s_next * s_next)
    print("da", da, flush=True)
    g = {}
    g["dx_t"] = parameters["U"].T @ da
    g["ds_prev"] = parameters["W"].T @ da
    g["dU"] = da @ x_t.T
    g["dW"] = da @ s_prev.T
    g["dba"] = da.sum(axis=1, keepdims=True)
    print(g)
    return g
