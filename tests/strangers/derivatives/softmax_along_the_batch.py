"""
function = "hessian_vector_product"
says = "The probabilities are normalised over the batch, axis 1, where they should sum to 1 over the classes of each column."
right = []
named = [
    "hessian_vector_product.softmax_over_the_batch",
]
"""

import numpy as np


def softmax(z, axis):
    e = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)


def hessian_vector_product(W, x, labels, v):
    p = softmax(W @ x, axis=-1)
    moved = v @ x
    inner = np.einsum("ib,ib->b", p, moved)
    return np.einsum("ib,jb->ij", p * (moved - inner), x) / x.shape[-1]
