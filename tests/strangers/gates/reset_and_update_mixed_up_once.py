"""
function = "gru_forward"
says = "The candidate should see the old state through the reset gate r. You multiply by u there, so the update gate does both jobs and r is computed for nothing."
right = ["gru_backward"]
loses = ["gru_backward"]
named = ["gru_cell_forward.weights_of_the_update_gate_for_both"]
"""
import numpy as np


def gru_forward(x, h0, parameters):
    """Everything of the inputs first, for all steps at once; then the loop."""
    n, (m, N, T) = h0.shape[0], x.shape
    U = np.vstack([parameters["Uu"], parameters["Ur"], parameters["Uh"]])
    b = np.vstack([parameters["bu"], parameters["br"], parameters["bh"]])
    from_x = np.tensordot(U, x, axes=1) + b[:, :, None]     # (3n, N, T)
    W_gates = np.vstack([parameters["Wu"], parameters["Wr"]])
    states = [h0]
    u_all, r_all, q_all, cand_all = [], [], [], []
    for t in range(T):
        h = states[-1]
        u, r = np.split(sigmoid(W_gates @ h + from_x[: 2 * n, :, t]), 2)
        q = u * h
        cand = np.tanh(parameters["Wh"] @ q + from_x[2 * n :, :, t])
        states.append((1 - u) * h + u * cand)
        u_all.append(u)
        r_all.append(r)
        q_all.append(q)
        cand_all.append(cand)
    caches = {"x": x, "states": states, "u": u_all, "r": r_all, "q": q_all, "cand": cand_all}
    caches["U"], caches["W_gates"], caches["Wh"] = U, W_gates, parameters["Wh"]
    return np.stack(states[1:], axis=2), caches


def gru_backward(dh, caches):
    c = caches
    n, N, T = dh.shape
    W_gates, Wh = c["W_gates"], c["Wh"]
    dW_gates, dWh = np.zeros_like(W_gates, dtype=float), np.zeros((n, n))
    D = np.zeros((3 * n, N, T))
    back = np.zeros((n, N))
    for t in range(T - 1, -1, -1):
        h, u, r, q, cand = c["states"][t], c["u"][t], c["r"][t], c["q"][t], c["cand"][t]
        g = dh[:, :, t] + back
        dcand = g * u * (1 - cand**2)
        dq = Wh.T @ dcand
        dgates = np.vstack([g * (cand - h) * u * (1 - u), dq * h * r * (1 - r)])
        D[: 2 * n, :, t], D[2 * n :, :, t] = dgates, dcand
        dW_gates += dgates @ h.T
        dWh += dcand @ q.T
        back = g * (1 - u) + dq * r + W_gates.T @ dgates
    dU = np.tensordot(D, c["x"], axes=([1, 2], [1, 2]))
    db = D.sum(axis=(1, 2))[:, None]
    out = {"dx": np.tensordot(c["U"].T, D, axes=1), "dh0": back}
    out["dWu"], out["dWr"], out["dWh"] = dW_gates[:n], dW_gates[n:], dWh
    for j, k in enumerate("urh"):
        out["dU" + k], out["db" + k] = dU[j * n : (j + 1) * n], db[j * n : (j + 1) * n]
    return out
