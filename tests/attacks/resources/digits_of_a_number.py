"""Write out a number of so many digits that it takes for ever."""
# stopped by: limits
# ends: TimedOut
# seconds: 0.2

import sys


def attack(target):
    sys.set_int_max_str_digits(0)
    return len(str(1 << 600_000)) > 0
