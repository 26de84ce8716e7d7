"""
function = "gru_cell_forward"
says = "You apply the reset gate after the product with Wh, as PyTorch does; here it multiplies the old state before Wh."
right = ["gru_cell_backward"]
named = [
    "gru_cell_forward.reset_after_the_product",
]
"""

from types import SimpleNamespace

import numpy as np


def gru_cell_forward(x_t, h_prev, parameters):
    p = SimpleNamespace(**parameters)
    u = sigmoid(p.Wu @ h_prev + p.Uu @ x_t + p.bu)
    r = sigmoid(p.Wr @ h_prev + p.Ur @ x_t + p.br)
    candidate = np.tanh(r * (p.Wh @ h_prev) + p.Uh @ x_t + p.bh)
    h_next = (1 - u) * h_prev + u * candidate
    return h_next, SimpleNamespace(x=x_t, h=h_prev, u=u, r=r, candidate=candidate, p=p)


def gru_cell_backward(dh_next, cache):
    c, p = cache, cache.p
    delta_h = dh_next * c.u * (1 - c.candidate**2)
    delta_u = dh_next * (c.candidate - c.h) * c.u * (1 - c.u)
    dq = p.Wh.T @ delta_h
    delta_r = dq * c.h * c.r * (1 - c.r)
    q = c.r * c.h
    column = lambda d: d.sum(axis=1, keepdims=True)
    return {
        "dx_t": p.Uu.T @ delta_u + p.Ur.T @ delta_r + p.Uh.T @ delta_h,
        "dh_prev": dh_next * (1 - c.u) + dq * c.r + p.Wu.T @ delta_u + p.Wr.T @ delta_r,
        "dWu": delta_u @ c.h.T, "dWr": delta_r @ c.h.T, "dWh": delta_h @ q.T,
        "dUu": delta_u @ c.x.T, "dUr": delta_r @ c.x.T, "dUh": delta_h @ c.x.T,
        "dbu": column(delta_u), "dbr": column(delta_r), "dbh": column(delta_h),
    }
