"""
function = "windowed_bptt"
says = "the loss of each step reaches one step farther back than the window allows"
right = []
named = [
    "windowed_bptt.window_one_step_longer",
]
"""

import numpy as np


def windowed_bptt(x, y, h0, parameters, tau):
    if tau < 1:
        raise ValueError("window too small")
    W_hx = parameters["W_hx"]
    W_hh = parameters["W_hh"]
    W_qh = parameters["W_qh"]
    h, o = linear_rnn_forward(x, h0, parameters)
    q, N, T = o.shape
    dW_hx = np.zeros_like(W_hx)
    dW_hh = np.zeros_like(W_hh)
    dW_qh = np.zeros_like(W_qh)
    for t in range(T):
        do = (o[:, :, t] - y[:, :, t]) / (T * N)
        dW_qh += do @ h[:, :, t].T
        d = W_qh.T @ do
        k = t
        while k >= 0 and k >= t - tau:
            prev = h[:, :, k - 1] if k > 0 else h0
            dW_hx += d @ x[:, :, k].T
            dW_hh += d @ prev.T
            d = W_hh.T @ d
            k -= 1
    return dict(dW_hx=dW_hx, dW_hh=dW_hh, dW_qh=dW_qh)
