"""
function = "bidirectional_forward"
says = "the right-to-left network starts in the padding and carries a state out of it: it should start at the last real step of each sequence with a zero state"
right = []
named = [
    "bidirectional_forward.padding_is_read_as_zeros",
]
"""

import numpy as np


def bidirectional_forward(x, lengths, parameters):
    m, N, T = x.shape
    real = np.arange(T)[None, :] < np.asarray(lengths)[:, None]      # (N, T)
    x = np.where(real[None], x, 0.0)

    def run(p, order):
        n = p["W"].shape[0]
        hs = np.zeros((n, N, T))
        s = np.zeros((n, N))
        for t in order:
            s = np.tanh(p["U"] @ x[:, :, t] + p["W"] @ s + p["ba"])
            hs[:, :, t] = s
        return hs

    up = run(parameters["forward"], range(T))
    down = run(parameters["backward"], range(T - 1, -1, -1))
    h = np.where(real[None], np.concatenate([up, down], axis=0), 0.0)
    return h, (x, real, h, parameters)
