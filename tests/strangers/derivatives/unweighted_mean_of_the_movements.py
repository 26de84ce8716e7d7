"""
function = "hessian_vector_product"
says = "From the movement of z you subtract its plain mean over the classes; it should be the mean weighted by the probabilities. Also you sum over the batch where the loss is an average."
right = []
named = [
    "hessian_vector_product.product_summed_over_the_batch + hessian_vector_product.plain_mean_of_the_movements",
]
"""

import numpy as np


def hessian_vector_product(W, x, labels, v):
    z = W @ x
    p = np.exp(z - z.max(axis=0))
    p /= p.sum(axis=0)
    zdot = v @ x
    pdot = p * (zdot - zdot.mean(axis=0))
    return pdot @ x.T
