"""Fill an array larger than the memory that it may have."""
# stopped by: rlimits
# ends: OutOfMemory

import numpy as np


def attack(target):
    return np.ones(200 << 17).sum() > 0
