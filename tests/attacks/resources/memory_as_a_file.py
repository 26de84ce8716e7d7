"""Make a file that exists in memory only, which counts as no memory of the process."""
# stopped by: seccomp

import os


def attack(target):
    return os.write(os.memfd_create("memory"), bytes(1 << 20)) == 1 << 20
