"""
function = "rnn_cell_backward"
says = "Back through W s_prev goes Wᵀ da: W is square, so W da has the right shape, but it sums over the wrong index."
right = ["rnn_cell_forward", "rnn_forward", "rnn_backward"]
named = [
    "rnn_cell_backward.state_weights_not_transposed",
]
"""
import numpy as np


def rnn_cell_forward(x_t, s_prev, parameters):
    s_next = np.tanh(parameters["U"].dot(x_t) + parameters["W"].dot(s_prev) + parameters["ba"])
    return s_next, softmax(parameters["V"].dot(s_next) + parameters["by"]), (x_t, s_prev, s_next, parameters)


def rnn_forward(x, s0, parameters):
    s, y, caches = [], [], []
    for t in range(x.shape[2]):
        s_t, y_t, cache = rnn_cell_forward(x[:, :, t], s[-1] if s else s0, parameters)
        s.append(s_t)
        y.append(y_t)
        caches.append(cache)
    return np.stack(s, axis=2), np.stack(y, axis=2), caches


def rnn_cell_backward(ds_next, cache):
    x_t, s_prev, s_next, parameters = cache
    da = ds_next * (1 - s_next * s_next)
    dx_t = parameters["U"].T.dot(da)
    ds_prev = parameters["W"].dot(da)
    return {"dx_t": dx_t, "ds_prev": ds_prev, "dU": da.dot(x_t.T), "dW": da.dot(s_prev.T), "dba": da.sum(axis=1)[:, None]}


def rnn_backward(ds, caches):
    dx = np.zeros((caches[0][0].shape[0],) + ds.shape[1:])
    dU = dW = dba = 0
    back = np.zeros(ds.shape[:2])
    for t in range(ds.shape[2])[::-1]:
        step = rnn_cell_backward(ds[:, :, t] + back, caches[t])
        dx[:, :, t], back = step["dx_t"], step["ds_prev"]
        dU, dW, dba = dU + step["dU"], dW + step["dW"], dba + step["dba"]
    return {"dx": dx, "ds0": back, "dU": dU, "dW": dW, "dba": dba}
