"""
function = "rtrl"
says = "You overwrite h before you use it in the direct term of dW_hh, which needs the state before the step; and the loss is not divided by the number of steps."
right = []
named = [
    "rtrl.forward_mode_not_divided_by_the_steps",
    "rtrl.forward_mode_not_divided_by_the_steps + rtrl.new_state_in_the_direct_term",
]
"""

import numpy as np


def rtrl(x, y, h0, parameters):
    Whx, Whh, Wqh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    (n, d), N, T = Whx.shape, x.shape[1], x.shape[2]
    Px = np.zeros((n, N, n, d))      # dh / dWhx
    Ph = np.zeros((n, N, n, n))
    gx, gh, gq = np.zeros((n, d)), np.zeros((n, n)), np.zeros(Wqh.shape)
    h = h0
    units = np.arange(n)
    for t in range(T):
        Px = np.einsum("ij,jbkl->ibkl", Whh, Px)
        Ph = np.einsum("ij,jbkl->ibkl", Whh, Ph)
        h = np.tanh(Whx @ x[:, :, t] + Whh @ h)
        for k in units:
            Px[k, :, k, :] += x[:, :, t].T
            Ph[k, :, k, :] += h.T
        slope = (1 - h ** 2)[:, :, None, None]
        Px, Ph = slope * Px, slope * Ph
        do = (Wqh @ h - y[:, :, t]) / N
        dh = Wqh.T @ do
        gx += np.einsum("ib,ibkl->kl", dh, Px)
        gh += np.einsum("ib,ibkl->kl", dh, Ph)
        gq += do @ h.T
    return {"dW_hx": gx, "dW_hh": gh, "dW_qh": gq}
