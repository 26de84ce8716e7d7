"""Wait for ever, without using the processor."""
# stopped by: limits
# ends: TimedOut
# seconds: 0.2

import time


def attack(target):
    time.sleep(0.6)
    return True
