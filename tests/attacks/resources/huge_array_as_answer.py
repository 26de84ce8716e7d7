"""Answer an array that fills the grader's memory."""
# stopped by: limits
# ends: CutOff

import numpy as np


def attack(target):
    return np.zeros(1 << 18)
