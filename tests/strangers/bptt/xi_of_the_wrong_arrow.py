"""
function = "randomized_bptt"
says = "What comes from step t+1 has to be multiplied by the factor of step t+1; you take the one of step t."
right = []
named = [
    "randomized_bptt.factors_one_step_early",
]
"""

import numpy as np


def randomized_bptt(x, y, h0, parameters, xi):
    h, o = linear_rnn_forward(x, h0, parameters)
    _, N, T = o.shape
    W_hh, W_qh = parameters["W_hh"], parameters["W_qh"]
    do = (o - y) / (N * T)

    def back(t):
        """dh of step t and all later ones, as a list."""
        own = W_qh.T @ do[:, :, t]
        if t == T - 1:
            return [own]
        later = back(t + 1)
        return [own + xi[t] * (W_hh.T @ later[0])] + later

    dh = back(0)
    before = [h0] + [h[:, :, t] for t in range(T - 1)]
    return {
        "dW_hx": sum(dh[t] @ x[:, :, t].T for t in range(T)),
        "dW_hh": sum(dh[t] @ before[t].T for t in range(T)),
        "dW_qh": sum(do[:, :, t] @ h[:, :, t].T for t in range(T)),
    }
