"""Look for open files that the parent forgot to close, such as its line to the grader."""
# stopped by: descriptors

import os


def attack(target):
    return any(is_open(descriptor) for descriptor in range(5, 100))


def is_open(descriptor):
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True
