"""Compute for ever and catch whatever could stop it."""
# stopped by: limits
# ends: TimedOut
# seconds: 0.2

import signal
import time


def attack(target):
    for number in set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    end = time.monotonic() + 0.6
    while time.monotonic() < end:
        try:
            while time.monotonic() < end:
                pass
        except BaseException:
            continue
    return True
