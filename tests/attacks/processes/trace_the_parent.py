"""Take control of the process that forked this one."""
# stopped by: capabilities, landlock, seccomp, user
# also off: namespaces
# needs: root

import ctypes
import os

PTRACE_SEIZE = 0x4206


def attack(target):
    return ctypes.CDLL(None).ptrace(PTRACE_SEIZE, os.getppid(), 0, 0) == 0
