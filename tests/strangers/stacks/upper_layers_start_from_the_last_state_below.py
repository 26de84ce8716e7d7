"""
function = "stacked_forward"
says = "You do not set the state back to zero for the next layer; if the widths agree it starts from the last state of the layer below, and otherwise it fails."
right = ["stacked_backward"]
named = [
    "stacked_forward.starts_from_the_last_state_below_where_it_fits",
]
"""

import numpy as np


def stacked_forward(x, layers):
    seqs = [x]
    h = np.zeros((layers[0]["W"].shape[0], x.shape[1]))
    for layer in layers:
        if h.shape[0] != layer["W"].shape[0]:
            h = np.zeros((layer["W"].shape[0], x.shape[1]))
        out = []
        for t in range(x.shape[2]):
            h = np.tanh(layer["U"].dot(seqs[-1][:, :, t]) + layer["W"].dot(h) + layer["ba"])
            out.append(h)
        seqs.append(np.dstack(out))
    return seqs[-1], {"sequences": seqs, "layers": layers}


def _through_one_layer(dh, xs, hs, layer):
    T = dh.shape[-1]
    d = [None] * T
    for t in range(T)[::-1]:
        from_later = layer["W"].T.dot(d[t + 1]) if t < T - 1 else 0
        d[t] = (dh[..., t] + from_later) * (1 - hs[..., t] * hs[..., t])
    d = np.dstack(d)
    dW = sum(d[..., t].dot(hs[..., t - 1].T) for t in range(1, T)) + np.zeros(layer["W"].shape)
    dU = sum(d[..., t].dot(xs[..., t].T) for t in range(T))
    dx = np.dstack([layer["U"].T.dot(d[..., t]) for t in range(T)])
    return dx, {"dU": dU, "dW": dW, "dba": d.sum(axis=-1).sum(axis=-1, keepdims=True)}


def stacked_backward(dh, cache):
    seqs, layers = cache["sequences"], cache["layers"]
    grads = []
    for number in range(len(layers), 0, -1):
        dh, g = _through_one_layer(dh, seqs[number - 1], seqs[number], layers[number - 1])
        grads = [g] + grads
    return dict(dx=dh, layers=grads)
