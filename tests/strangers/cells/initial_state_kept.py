"""
function = "rnn_forward"
says = "the initial state is returned among the states, which makes one step too many"
right = []
named = [
    "rnn_forward.initial_state_among_the_states",
]
"""

import numpy as np


def rnn_forward(x, s0, parameters):
    s = [s0]
    y = []
    caches = []
    T = x.shape[2]
    for t in range(T):
        s_t, y_t, c = rnn_cell_forward(x[:, :, t], s[-1], parameters)
        s.append(s_t)
        y.append(y_t)
        caches.append(c)
    s = np.transpose(np.array(s), (1, 2, 0))
    y = np.transpose(np.array(y), (1, 2, 0))
    return s, y, caches
