"""
function = "bidirectional_forward"
says = "the padding is multiplied by zero, which leaves NaN where NaN stood"
right = []
named = [
    "bidirectional_forward.padding_masked_by_a_product",
]
"""

import numpy as np


def bidirectional_forward(x, lengths, parameters):
    T = x.shape[2]
    mask = (np.arange(T)[np.newaxis, :] < lengths[:, np.newaxis]).astype(x.dtype)
    x = x * mask
    outputs = {}
    for name, steps in [("forward", list(range(T))), ("backward", list(range(T))[::-1])]:
        p = parameters[name]
        state = np.zeros((p["W"].shape[0], x.shape[1]))
        collected = [None] * T
        for t in steps:
            state = np.tanh(p["U"] @ x[:, :, t] + p["W"] @ state + p["ba"]) * mask[:, t]
            collected[t] = state
        outputs[name] = np.stack(collected, axis=2)
    h = np.vstack([outputs["forward"], outputs["backward"]])
    return h, (x, mask.astype(bool), h, parameters)
