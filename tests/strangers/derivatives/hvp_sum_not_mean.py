"""
function = "hessian_vector_product"
says = "The weighted mean of ż, Σ p_j ż_j, is taken within each column (axis 0), over the classes; yours also runs over the batch."
right = []
named = [
    "hessian_vector_product.mean_movement_of_the_whole_batch",
]
"""
import numpy as np


def hessian_vector_product(W, x, labels, v):
    z = W @ x
    z = z - z.max(axis=0)
    p = np.exp(z) / np.exp(z).sum(axis=0)
    zdot = v @ x
    pdot = p * zdot - p * np.sum(p * zdot) / x.shape[1]
    return pdot @ x.T / x.shape[1]
