"""Send a signal to every process of its group."""
# stopped by: seccomp

import os


def attack(target):
    os.kill(0, 0)
    return True
