"""
function = "bidirectional_forward"
says = "You remove the padding by multiplying with 0, but 0 times NaN is NaN; choose with np.where."
right = ["bidirectional_backward"]
loses = ["bidirectional_backward"]
named = []
"""

import numpy as np


def bidirectional_forward(x, lengths, parameters):
    m, N, T = x.shape
    real = np.arange(T)[None, :] < np.asarray(lengths)[:, None]          # (N, T)
    x = x * real
    halves, steps = [], {}
    for name, order in (("forward", range(T)), ("backward", range(T - 1, -1, -1))):
        p = parameters[name]
        state = np.zeros((p["W"].shape[0], N))
        out = np.zeros(state.shape + (T,))
        steps[name] = []
        for t in order:
            fresh = np.tanh(p["U"] @ x[:, :, t] + p["W"] @ state + p["ba"])
            fresh = np.where(real[:, t], fresh, 0.0)
            steps[name].append((t, x[:, :, t], state, fresh))
            out[:, :, t] = state = fresh
        halves.append(out)
    return np.concatenate(halves), {"steps": steps, "real": real, "parameters": parameters}


def bidirectional_backward(dh, cache):
    real, parameters = cache["real"], cache["parameters"]
    n = dh.shape[0] // 2
    dh = np.where(real, dh, 0.0)
    dx = 0.0
    result = {}
    for name, rows in (("forward", slice(None, n)), ("backward", slice(n, None))):
        p = parameters[name]
        carry, dU, dW, dba = 0.0, 0.0, 0.0, 0.0
        dx_part = np.zeros((p["U"].shape[1],) + dh.shape[1:])
        for t, x_t, before, after in reversed(cache["steps"][name]):
            delta = np.where(real[:, t], (dh[rows, :, t] + carry) * (1 - after**2), 0.0)
            carry = p["W"].T @ delta
            dx_part[:, :, t] = p["U"].T @ delta
            dU, dW = dU + delta @ x_t.T, dW + delta @ before.T
            dba = dba + delta.sum(axis=1, keepdims=True)
        dx = dx + dx_part
        result[name] = {"dU": dU, "dW": dW, "dba": dba}
    return {"dx": dx, **result}
