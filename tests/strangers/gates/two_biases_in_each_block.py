"""
function = "parameter_count"
says = "You count two biases for each block, as PyTorch keeps them; here each has one."
right = []
named = [
    "parameter_count.two_biases_in_each_block",
]
"""

import numpy as np


def parameter_count(kind, inputs, hidden):
    if kind not in ("rnn", "gru", "lstm"):
        raise ValueError("kind must be rnn, gru or lstm, not " + kind)
    blocks = ("rnn", None, "gru", "lstm").index(kind) + 1
    return blocks * hidden * (inputs + hidden + 2)
