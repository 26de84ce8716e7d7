"""Write without end to the error stream."""
# stopped by: limits
# ends: CutOff

import os


def attack(target):
    for _ in range(100):
        os.write(2, bytes(60000))
    return True
