"""
function = "rnn_backward"
says = "What comes back from later steps is the ds_prev of the step after this one alone; it replaces the carried gradient and must not be added to what was carried before."
right = ["rnn_forward"]
named = [
    "rnn_backward.what_has_arrived_handed_on_once_more",
]
"""
import numpy as np


def rnn_forward(x, s0, parameters):
    states, outs, caches = [s0], [], []
    for t in range(x.shape[-1]):
        s, o, c = rnn_cell_forward(x[:, :, t], states[-1], parameters)
        states.append(s)
        outs.append(o)
        caches.append(c)
    return np.stack(states[1:], 2), np.stack(outs, 2), caches


def rnn_backward(ds, caches):
    T = len(caches)
    grads = {}
    dxs = [None] * T
    dstate = np.zeros_like(ds[:, :, 0])
    for t in reversed(range(T)):
        dstate = dstate + ds[:, :, t]
        step = rnn_cell_backward(dstate, caches[t])
        dstate = dstate + step["ds_prev"]
        dxs[t] = step["dx_t"]
        for k in ("dU", "dW", "dba"):
            grads[k] = grads.get(k, 0) + step[k]
    grads["ds0"] = step["ds_prev"]
    grads["dx"] = np.stack(dxs, 2)
    return grads
