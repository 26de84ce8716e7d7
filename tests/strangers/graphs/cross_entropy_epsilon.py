"""
function = "softmax_cross_entropy"
says = "the loss is the logarithm of the probability plus a small constant, which caps it for improbable classes"
right = []
named = [
    "softmax_cross_entropy.logarithm_of_hardly_more",
]
"""

import numpy as np


def softmax_cross_entropy(logits, labels):
    m, N = logits.shape
    p = np.zeros((m, N))
    for j in range(N):
        col = np.exp(logits[:, j] - np.max(logits[:, j]))
        p[:, j] = col / col.sum()
    onehot = np.zeros((m, N))
    onehot[labels, range(N)] = 1
    loss = -np.sum(onehot * np.log(p + 1e-10)) / N
    return loss, (p - onehot) / N
