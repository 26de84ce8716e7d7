"""Turn into another program; the one named does not exist, and a refusal comes before that."""
# stopped by: seccomp

import os


def attack(target):
    try:
        os.execv("/nonexistent", ["nonexistent"])
    except FileNotFoundError:
        return True
