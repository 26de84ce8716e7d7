"""Stay in a library that never looks whether it should stop."""
# stopped by: limits
# ends: TimedOut
# seconds: 0.2

import ctypes


def attack(target):
    return ctypes.CDLL(None).usleep(600_000) == 0
