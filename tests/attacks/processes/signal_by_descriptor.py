"""Hold the neighbour by a descriptor, over which signals are sent, too."""
# stopped by: seccomp

import os


def attack(target):
    return os.pidfd_open(target["neighbour"]) > 0
