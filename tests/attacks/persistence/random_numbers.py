"""Set the random numbers that the next learner's code will draw."""
# stopped by: fresh worker

import random

import numpy as np


def attack(target):
    random.seed(1)
    np.random.seed(1)
    return True


def harvest(target):
    drawn = random.random(), np.random.rand()
    random.seed(1)
    np.random.seed(1)
    return drawn == (random.random(), np.random.rand())
