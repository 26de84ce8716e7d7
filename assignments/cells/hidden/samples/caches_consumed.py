# %% rnn_cell_forward
def rnn_cell_forward(x_t, s_prev, parameters):
    stack = [x_t, s_prev, parameters["U"], parameters["W"]]
    s_next = np.tanh(parameters["U"] @ x_t + parameters["W"] @ s_prev + parameters["ba"])
    stack.append(s_next)
    return s_next, softmax(parameters["V"] @ s_next + parameters["by"]), stack

# %% rnn_cell_backward
def rnn_cell_backward(ds_next, cache):
    da = (1 - np.square(cache.pop())) * ds_next
    W, U = cache.pop(), cache.pop()
    s_prev, x_t = cache.pop(), cache.pop()
    return {"dx_t": U.T @ da, "ds_prev": W.T @ da, "dU": da @ x_t.T, "dW": da @ s_prev.T,
            "dba": da.sum(axis=1, keepdims=True)}

# %% rnn_backward
def rnn_backward(ds, caches):
    slices = [ds[:, :, t] for t in range(ds.shape[2])]
    step = rnn_cell_backward(slices.pop(), caches.pop())
    dx = [step["dx_t"]]
    dU, dW, dba = step["dU"], step["dW"], step["dba"]
    while caches:
        step = rnn_cell_backward(slices.pop() + step["ds_prev"], caches.pop())
        dx.append(step["dx_t"])
        dU, dW, dba = dU + step["dU"], dW + step["dW"], dba + step["dba"]
    return {"dx": np.stack(dx[::-1], 2), "ds0": step["ds_prev"], "dU": dU, "dW": dW, "dba": dba}
