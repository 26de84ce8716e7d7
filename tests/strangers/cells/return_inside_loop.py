"""
function = "rnn_backward"
says = "the return stands inside the loop, so that it ends after the first step it visits"
right = []
named = []
"""

import numpy as np


def rnn_backward(ds, caches):
    hidden, batch, steps = ds.shape
    x_first = caches[0][2]
    dx = np.zeros((x_first.shape[0], batch, steps))
    total_U, total_W, total_b = 0.0, 0.0, 0.0
    from_later = np.zeros((hidden, batch))
    for t in range(steps)[::-1]:
        step = rnn_cell_backward(ds[..., t] + from_later, caches[t])
        dx[..., t] = step["dx_t"]
        from_later = step["ds_prev"]
        total_U = total_U + step["dU"]
        total_W = total_W + step["dW"]
        total_b = total_b + step["dba"]
        return {"dx": dx, "ds0": from_later, "dU": total_U, "dW": total_W, "dba": total_b}
