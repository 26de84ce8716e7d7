"""
function = "lstm_forward"
says = "The states that you return are right, but the cell state is changed in place, so the cell state kept for an earlier step is overwritten by the later ones: on the way back the forget gate needs the c that came into its own step."
right = ["lstm_backward"]
named = []
"""

import numpy as np


def lstm_forward(x, h0, c0, parameters):
    p = parameters
    T = x.shape[2]
    h_all, c_all, caches = [], [], []
    h = h0
    c = c0.copy()
    for t in range(T):
        xt = x[:, :, t]
        f = sigmoid(p["Wf"] @ h + p["Uf"] @ xt + p["bf"])
        i = sigmoid(p["Wi"] @ h + p["Ui"] @ xt + p["bi"])
        o = sigmoid(p["Wo"] @ h + p["Uo"] @ xt + p["bo"])
        g = np.tanh(p["Wc"] @ h + p["Uc"] @ xt + p["bc"])
        old_h, old_c = h, c
        c *= f
        c += i * g
        tanh_c = np.tanh(c)
        h = o * tanh_c
        h_all.append(h)
        c_all.append(c.copy())
        caches.append((xt, old_h, old_c, f, i, o, g, tanh_c, p))
    return np.stack(h_all, axis=-1), np.stack(c_all, axis=-1), caches


def lstm_backward(dh, caches):
    grads, dx = {}, []
    dh_next = np.zeros(dh.shape[:2])
    dc_next = np.zeros(dh.shape[:2])
    for t, cache in reversed(list(enumerate(caches))):
        xt, old_h, old_c, f, i, o, g, tanh_c, p = cache
        dht = dh[..., t] + dh_next
        dct = dc_next + dht * o * (1 - tanh_c * tanh_c)
        deltas = [
            ("f", dct * old_c * f * (1 - f)),
            ("i", dct * g * i * (1 - i)),
            ("o", dht * tanh_c * o * (1 - o)),
            ("c", dct * i * (1 - g * g)),
        ]
        dc_next = dct * f
        dh_next = np.zeros_like(dh_next)
        dxt = np.zeros(xt.shape)
        for k, d in deltas:
            dh_next += p["W" + k].T @ d
            dxt += p["U" + k].T @ d
            for name, value in (("dW", d @ old_h.T), ("dU", d @ xt.T), ("db", d.sum(1, keepdims=True))):
                grads[name + k] = grads.get(name + k, 0) + value
        dx.append(dxt)
    return {**grads, "dx": np.stack(dx[::-1], axis=-1), "dh0": dh_next, "dc0": dc_next}
