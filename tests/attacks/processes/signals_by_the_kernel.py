"""Have the kernel send signals in its name, about a descriptor that becomes ready."""
# stopped by: seccomp

import fcntl
import os


def attack(target):
    return fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid()) == 0
