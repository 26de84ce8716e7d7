"""
function = "rnn_forward"
says = "You copy each new state into the same array, which all caches point to, so in the end every cache holds the last state (and the caller's s0 is changed too)."
right = ["rnn_cell_forward", "rnn_cell_backward", "rnn_backward"]
named = []
"""

import numpy as np


def rnn_cell_forward(x_t, s_prev, parameters):
    a = parameters["U"] @ x_t + parameters["W"] @ s_prev + parameters["ba"]
    s_next = np.tanh(a)
    out_pred = softmax(parameters["V"] @ s_next + parameters["by"])
    return s_next, out_pred, {"x": x_t, "s_prev": s_prev, "s": s_next, "p": parameters}


def rnn_forward(x, s0, parameters):
    m, N, T = x.shape
    s = np.zeros(s0.shape + (T,))
    y = np.zeros((m, N, T))
    caches = []
    state = s0
    for t in range(T):
        new, y[:, :, t], cache = rnn_cell_forward(x[:, :, t], state, parameters)
        s[:, :, t] = new
        state[...] = new
        caches.append(cache)
    return s, y, caches


def rnn_cell_backward(ds_next, cache):
    p = cache["p"]
    da = ds_next * (1 - cache["s"] ** 2)
    grads = {"dU": da @ cache["x"].T, "dW": da @ cache["s_prev"].T}
    grads["dba"] = np.sum(da, axis=1, keepdims=True)
    grads["dx_t"], grads["ds_prev"] = p["U"].T @ da, p["W"].T @ da
    return grads


def rnn_backward(ds, caches):
    carried = np.zeros(ds.shape[:2])
    total, dx = {}, [None] * len(caches)
    for t in range(len(caches) - 1, -1, -1):
        step = rnn_cell_backward(ds[:, :, t] + carried, caches[t])
        dx[t] = step.pop("dx_t")
        carried = step.pop("ds_prev")
        for name, value in step.items():
            total[name] = total.get(name, 0) + value
    return dict(total, dx=np.stack(dx, axis=2), ds0=carried)
