"""
function = "hessian_vector_product"
says = "The numbers are right, but for each example you write down diag(p) - p pᵀ, an m by m matrix, which is too large for many classes; p∘(ż - Σ p ż) needs no matrix."
right = []
named = []
"""

import numpy as np


def hessian_vector_product(W, x, labels, v):
    N = x.shape[1]
    z = W @ x
    p = np.exp(z - z.max(axis=0))
    p = p / p.sum(axis=0)
    zdot = v @ x
    result = np.zeros(W.shape)
    for i in range(N):
        J = np.diag(p[:, i]) - np.outer(p[:, i], p[:, i])
        result += np.outer(J @ zdot[:, i], x[:, i])
    return result / N
