"""
function = "sigmoid"
says = "Clipping the argument to ±10 avoids the overflow, but sigmoid(-1000) is then 0.00005 and sigmoid(20) is wrong too; use e^-|z|, which is never above 1."
right = []
named = [
    "sigmoid.argument_bounded",
]
"""
import numpy as np


def sigmoid(z):
    z = np.clip(z, -10, 10)
    return 1 / (1 + np.exp(-z))
