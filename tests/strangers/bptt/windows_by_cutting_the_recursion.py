"""
function = "windowed_bptt"
says = "You cut the recursion at every tau-th step counted from the end, which makes chunks, not a window of its own for each step's loss."
right = []
named = [
    "windowed_bptt.chunks_from_the_end_for_windows",
]
"""

import numpy as np


def windowed_bptt(x, y, h0, parameters, tau):
    if tau < 1:
        raise ValueError("tau must be at least 1")
    p = parameters
    h, o = linear_rnn_forward(x, h0, p)
    T = x.shape[2]
    do = (o - y) / (x.shape[1] * T)
    prev = np.concatenate([h0[..., None], h[..., :-1]], axis=2)
    own = np.einsum("qn,qbt->nbt", p["W_qh"], do)
    dh = np.zeros_like(h)
    v, steps = 0, 0
    for k in reversed(range(T)):
        if steps % tau == 0:
            v = own[..., k]
        else:
            v = own[..., k] + p["W_hh"].T @ v
        dh[..., k] = v
        steps += 1
    return dict(
        dW_hx=np.einsum("nbt,dbt->nd", dh, x),
        dW_hh=np.einsum("nbt,mbt->nm", dh, prev),
        dW_qh=np.einsum("qbt,nbt->qn", do, h),
    )
