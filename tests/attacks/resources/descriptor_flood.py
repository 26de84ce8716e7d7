"""Write without end, past the notebook's output."""
# stopped by: limits
# ends: CutOff

import os


def attack(target):
    for _ in range(100):
        os.write(1, bytes(60000))
    return True
