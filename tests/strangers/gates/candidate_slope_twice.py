"""
function = "lstm_cell_backward"
says = "the candidate's slope is taken of tanh of the candidate, though the candidate is already the result of the tanh"
right = []
named = [
    "lstm_cell_backward.candidate_squashed_again",
]
"""

import numpy as np


def lstm_cell_backward(dh_next, dc_next, cache):
    (x_t, h_prev, c_prev, ft, it, ot, cct, c_next, parameters) = cache
    Wf, Wi, Wo, Wc = parameters["Wf"], parameters["Wi"], parameters["Wo"], parameters["Wc"]
    Uf, Ui, Uo, Uc = parameters["Uf"], parameters["Ui"], parameters["Uo"], parameters["Uc"]

    dc = dc_next + ot * (1 - np.tanh(c_next) ** 2) * dh_next
    dot = dh_next * np.tanh(c_next) * ot * (1 - ot)
    dcct = dc * it * (1 - np.tanh(cct) ** 2)
    dit = dc * cct * it * (1 - it)
    dft = dc * c_prev * ft * (1 - ft)

    dWf = np.dot(dft, h_prev.T)
    dWi = np.dot(dit, h_prev.T)
    dWo = np.dot(dot, h_prev.T)
    dWc = np.dot(dcct, h_prev.T)
    dUf = np.dot(dft, x_t.T)
    dUi = np.dot(dit, x_t.T)
    dUo = np.dot(dot, x_t.T)
    dUc = np.dot(dcct, x_t.T)
    dbf = np.sum(dft, axis=1, keepdims=True)
    dbi = np.sum(dit, axis=1, keepdims=True)
    dbo = np.sum(dot, axis=1, keepdims=True)
    dbc = np.sum(dcct, axis=1, keepdims=True)

    dh_prev = np.dot(Wf.T, dft) + np.dot(Wi.T, dit) + np.dot(Wo.T, dot) + np.dot(Wc.T, dcct)
    dx_t = np.dot(Uf.T, dft) + np.dot(Ui.T, dit) + np.dot(Uo.T, dot) + np.dot(Uc.T, dcct)
    dc_prev = dc * ft

    return {"dx_t": dx_t, "dh_prev": dh_prev, "dc_prev": dc_prev,
            "dWf": dWf, "dWi": dWi, "dWo": dWo, "dWc": dWc,
            "dUf": dUf, "dUi": dUi, "dUo": dUo, "dUc": dUc,
            "dbf": dbf, "dbi": dbi, "dbo": dbo, "dbc": dbc}
