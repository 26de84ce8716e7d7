"""
function = "chunked_bptt"
says = "every chunk starts from the initial state of the whole sequence: the state is not carried on, so the way forward is cut, too"
right = []
named = [
    "chunked_bptt.state_reset_at_every_chunk",
]
"""

import numpy as np


def chunked_bptt(x, y, h0, parameters, tau):
    if tau < 1:
        raise ValueError(tau)
    n_steps = x.shape[2]
    out = {"d" + k: np.zeros_like(v) for k, v in parameters.items()}
    h_start = h0
    for first in range(0, n_steps, tau):
        piece = np.arange(first, min(first + tau, n_steps))
        part = linear_rnn_backward(x[:, :, piece], y[:, :, piece], h_start, parameters)
        for key in out:
            out[key] += part[key] * len(piece) / n_steps
    return out
