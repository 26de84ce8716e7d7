"""
function = "rnn_cell_backward"
says = "The gradients of U, W and ba are sums over the batch; whatever mean there is belongs to the loss and is already in ds_next, so do not divide by N again."
right = ["rnn_cell_forward"]
named = [
    "rnn_cell_backward.gradients_averaged_over_the_batch",
]
"""
import numpy as np


class Saved:
    def __init__(self, **kw):
        self.__dict__.update(kw)


def rnn_cell_forward(x_t, s_prev, parameters):
    p = parameters
    s_next = np.tanh(p["U"] @ x_t + p["W"] @ s_prev + p["ba"])
    out_pred = softmax(p["V"] @ s_next + p["by"])
    return s_next, out_pred, Saved(x=x_t, s0=s_prev, s1=s_next, p=p)


def rnn_cell_backward(ds_next, cache):
    N = ds_next.shape[1]
    dz = ds_next * (1 - cache.s1 * cache.s1)
    dW = 1 / N * dz @ cache.s0.T
    dU = 1 / N * dz @ cache.x.T
    dba = 1 / N * np.sum(dz, axis=1, keepdims=True)
    return dict(dx_t=cache.p["U"].T @ dz, ds_prev=cache.p["W"].T @ dz, dU=dU, dW=dW, dba=dba)
