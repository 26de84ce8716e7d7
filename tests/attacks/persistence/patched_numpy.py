"""Replace a function of NumPy's for whoever comes next."""
# stopped by: fresh worker

import numpy as np


def attack(target):
    np.tanh = len
    return True


def harvest(target):
    return np.tanh is len
