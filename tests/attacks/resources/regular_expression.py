"""Have a regular expression try every way to read a line."""
# stopped by: limits
# ends: TimedOut
# seconds: 0.2

import re


def attack(target):
    return re.match(r"(a+)+$", "a" * 24 + "b") is None
