"""
function = "rnn_cell_backward"
says = "The slope of tanh is taken at the state that came into the step; it has to be taken at the one that went out."
right = ["rnn_cell_forward"]
named = [
    "rnn_cell_backward.tanh_derivative_at_the_old_state",
]
"""

import numpy as np


from collections import namedtuple

Step = namedtuple("Step", "x before after U W")


def rnn_cell_forward(x_t, s_prev, parameters):
    p = parameters
    after = np.tanh(np.einsum("ij,jn->in", p["U"], x_t) + np.einsum("ij,jn->in", p["W"], s_prev) + p["ba"])
    return after, softmax(np.einsum("ij,jn->in", p["V"], after) + p["by"]), Step(x_t, s_prev, after, p["U"], p["W"])


def rnn_cell_backward(ds_next, cache):
    delta = ds_next * (1.0 - np.square(cache.before))
    return dict(
        dx_t=np.einsum("ij,in->jn", cache.U, delta),
        ds_prev=np.einsum("ij,in->jn", cache.W, delta),
        dU=np.einsum("in,jn->ij", delta, cache.x),
        dW=np.einsum("in,jn->ij", delta, cache.before),
        dba=np.einsum("in->i", delta)[:, None],
    )
