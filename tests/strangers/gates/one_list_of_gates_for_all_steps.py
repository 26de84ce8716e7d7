"""
function = "lstm_forward"
says = "All caches hold the same four gate arrays, because the loop fills them in place; after the last step every cache shows the last gates."
right = ["lstm_backward"]
named = []
"""

import numpy as np


def lstm_forward(x, h0, c0, parameters):
    n, N = h0.shape
    T = x.shape[-1]
    h, c = np.empty((n, N, T)), np.empty((n, N, T))
    caches = []
    gates = {k: np.empty((n, N)) for k in "fioc"}
    h_old, c_old = h0, c0
    for t in range(T):
        for k in "fioc":
            z = parameters["W" + k] @ h_old + parameters["U" + k] @ x[..., t] + parameters["b" + k]
            gates[k][:] = np.tanh(z) if k == "c" else sigmoid(z)
        c_new = gates["f"] * c_old + gates["i"] * gates["c"]
        h_new = gates["o"] * np.tanh(c_new)
        caches.append([x[..., t], h_old, c_old, c_new, gates, parameters])
        h[..., t], c[..., t] = h_new, c_new
        h_old, c_old = h_new, c_new
    return h, c, caches


def lstm_backward(dh, caches):
    dh_later, dc_later = 0.0, 0.0
    dx, sums = [], {}
    for t, (x_t, h_old, c_old, c_new, gates, parameters) in reversed(list(enumerate(caches))):
        f, i, o, g = (gates[k] for k in "fioc")
        dh_t = dh[..., t] + dh_later
        tc = np.tanh(c_new)
        dc_t = dc_later + dh_t * o * (1 - tc**2)
        delta = {"f": dc_t * c_old * f * (1 - f), "i": dc_t * g * i * (1 - i),
                 "o": dh_t * tc * o * (1 - o), "c": dc_t * i * (1 - g**2)}
        dh_later = sum(parameters["W" + k].T @ v for k, v in delta.items())
        dc_later = dc_t * f
        dx.insert(0, sum(parameters["U" + k].T @ v for k, v in delta.items()))
        for k, v in delta.items():
            for name, value in (("dW", v @ h_old.T), ("dU", v @ x_t.T), ("db", v.sum(1, keepdims=True))):
                sums[name + k] = sums.get(name + k, 0) + value
    return {"dx": np.stack(dx, axis=-1), "dh0": dh_later, "dc0": dc_later, **sums}
