"""
function = "lstm_backward"
says = "You hand zeros to every step in the place of dc_next, so nothing travels back along the cell states; and the parameters' gradients are averaged over time."
right = ["lstm_forward"]
named = [
    "lstm_backward.later_cell_gradient_dropped",
    "lstm_backward.later_cell_gradient_dropped + lstm_backward.parameters_averaged_over_time",
]
"""

import numpy as np


def lstm_forward(x, h0, c0, parameters):
    results = []
    h, c = h0, c0
    for x_t in x.transpose(2, 0, 1):
        h, c, cache = lstm_cell_forward(x_t, h, c, parameters)
        results.append((h, c, cache))
    hs, cs, caches = zip(*results)
    return np.stack(hs, -1), np.stack(cs, -1), caches


def lstm_backward(dh, caches):
    T = len(caches)
    nothing = np.zeros(dh.shape[:-1])
    steps = {T: {"dh_prev": nothing, "dc_prev": nothing}}
    for t in range(T - 1, -1, -1):
        later = steps[t + 1]
        steps[t] = lstm_cell_backward(dh[..., t] + later["dh_prev"], nothing, caches[t])
    names = [name for name in steps[0] if name not in ("dx_t", "dh_prev", "dc_prev")]
    grads = {name: np.mean([steps[t][name] for t in range(T)], axis=0) for name in names}
    grads["dx"] = np.stack([steps[t]["dx_t"] for t in range(T)], axis=-1)
    grads["dh0"], grads["dc0"] = steps[0]["dh_prev"], steps[0]["dc_prev"]
    return grads
