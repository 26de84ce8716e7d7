"""
function = "lstm_cell_forward"
says = "The LSTM has an input gate of its own; 1 - f in its place is the coupled variant (or the GRU), not the cell that is asked for."
right = ["lstm_cell_backward"]
named = [
    "lstm_cell_forward.input_gate_coupled_to_the_forget_gate",
]
"""
import numpy as np


def lstm_cell_forward(x_t, h_prev, c_prev, parameters):
    P = parameters
    f = sigmoid(np.dot(P["Wf"], h_prev) + np.dot(P["Uf"], x_t) + P["bf"])
    i = sigmoid(np.dot(P["Wi"], h_prev) + np.dot(P["Ui"], x_t) + P["bi"])
    o = sigmoid(np.dot(P["Wo"], h_prev) + np.dot(P["Uo"], x_t) + P["bo"])
    c_tilde = np.tanh(np.dot(P["Wc"], h_prev) + np.dot(P["Uc"], x_t) + P["bc"])
    c_next = f * c_prev + (1 - f) * c_tilde
    h_next = o * np.tanh(c_next)
    cache = dict(x=x_t, h=h_prev, c=c_prev, f=f, i=i, o=o, ct=c_tilde, c_next=c_next, P=P)
    return h_next, c_next, cache


def lstm_cell_backward(dh_next, dc_next, cache):
    C, P = cache, cache["P"]
    tc = np.tanh(C["c_next"])
    dc = dc_next + dh_next * C["o"] * (1 - tc**2)
    d = {
        "f": dc * C["c"] * C["f"] * (1 - C["f"]),
        "i": dc * C["ct"] * C["i"] * (1 - C["i"]),
        "o": dh_next * tc * C["o"] * (1 - C["o"]),
        "c": dc * C["i"] * (1 - C["ct"] ** 2),
    }
    out = {"dc_prev": dc * C["f"]}
    out["dh_prev"] = sum(P["W" + k].T @ v for k, v in d.items())
    out["dx_t"] = sum(P["U" + k].T @ v for k, v in d.items())
    for k, v in d.items():
        out["dW" + k] = np.dot(v, C["h"].T)
        out["dU" + k] = np.dot(v, C["x"].T)
        out["db" + k] = np.sum(v, axis=1, keepdims=True)
    return out
