"""
function = "linear_rnn_loss"
says = "np.mean also averages over the features, where the squares should be summed."
right = []
named = [
    "linear_rnn_loss.loss_averaged_over_the_features",
]
"""

import numpy as np


def linear_rnn_loss(o, y):
    squared = (o - y) ** 2
    return float(0.5 * np.mean(squared))
