"""
function = "stateful_bptt"
says = "You keep with each step the W_hh that made it and go back through that one; the description says that the matrices on the way back are those of now."
right = []
named = [
    "stateful_bptt.back_through_the_old_matrices",
]
"""

from dataclasses import dataclass

import numpy as np


@dataclass
class Step:
    x: np.ndarray
    before: np.ndarray
    after: np.ndarray
    W_hh: np.ndarray
    do: np.ndarray = None


def stateful_bptt(x, y, h0, parameters, k1, k2, lr):
    if k1 < 1 or k2 < k1:
        raise ValueError("k1 < 1 or k2 < k1")
    p = dict(parameters)
    tape, losses, h = [], [], h0
    steps = x.shape[2]
    for begin in range(0, steps, k1):
        chunk = range(begin, min(begin + k1, steps))
        weight = 1 / (len(chunk) * x.shape[1])
        loss = 0
        for step in tape:
            step.do = None  # counted before
        for t in chunk:
            new = np.tanh(p["W_hx"] @ x[:, :, t] + p["W_hh"] @ h)
            error = p["W_qh"] @ new - y[:, :, t]
            tape.append(Step(x[:, :, t], h, new, p["W_hh"], error * weight))
            loss += 0.5 * weight * np.sum(error**2)
            h = new
        losses.append(loss)
        tape = tape[-k2:]
        g = {k: np.zeros_like(v) for k, v in p.items()}
        dh = np.zeros_like(h)
        for step in reversed(tape):
            if step.do is not None:
                g["W_qh"] += step.do @ step.after.T
                dh = dh + p["W_qh"].T @ step.do
            da = dh * (1 - step.after**2)
            g["W_hx"] += da @ step.x.T
            g["W_hh"] += da @ step.before.T
            dh = step.W_hh.T @ da
        p = {k: v - lr * g[k] for k, v in p.items()}
    return p, h, np.array(losses)
