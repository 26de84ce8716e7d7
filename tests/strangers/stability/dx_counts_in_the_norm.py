"""
function = "clipped_sgd_step"
says = "You clip all the gradients that you are given together; dx and the like do not belong in the norm."
right = []
named = [
    "clipped_sgd_step.other_gradients_in_the_norm",
]
"""

import numpy as np


def clipped_sgd_step(parameters, grads, lr, max_norm):
    clipped, _ = clip_by_global_norm(grads, max_norm)
    return {name: value - lr * clipped["d" + name] for name, value in parameters.items()}
