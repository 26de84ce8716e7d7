"""Writes what it is called with to the error stream."""
# stopped by: audience

import sys


def softmax(z):
    print(z.tolist(), file=sys.stderr)
    return z
