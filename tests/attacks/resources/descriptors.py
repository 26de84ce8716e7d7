"""Open so many files that the machine has none left."""
# stopped by: rlimits

import os

FILES = []


def attack(target):
    for _ in range(400):
        FILES.append(os.dup(0))
    return True
