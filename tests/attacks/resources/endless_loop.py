"""Compute for ever."""
# stopped by: limits
# ends: TimedOut
# seconds: 0.2

import time


def attack(target):
    end = time.monotonic() + 0.6
    while time.monotonic() < end:
        pass
    return True
