"""Copy an open file out of the parent: its line to the grader, perhaps."""
# stopped by: capabilities, landlock, seccomp, user
# also off: namespaces
# needs: root

import ctypes
import os

PIDFD_GETFD = 438


def attack(target):
    parent = os.pidfd_open(os.getppid())
    return ctypes.CDLL(None).syscall(PIDFD_GETFD, parent, 0, 0) >= 0
