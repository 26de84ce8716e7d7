"""
function = "linear_rnn_loss"
says = "the squared error is averaged over the features, too, where the norm is a sum over them"
right = []
named = [
    "linear_rnn_loss.loss_averaged_over_the_features",
]
"""

import numpy as np


def linear_rnn_loss(o, y):
    error = o - y
    return float(np.mean(error ** 2) / 2)
