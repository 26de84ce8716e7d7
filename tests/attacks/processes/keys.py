"""Reach the keys that the kernel keeps for a user."""
# stopped by: seccomp
# needs: namespaces

import ctypes
import errno
import os

KEYCTL = 250 if os.uname().machine == "x86_64" else 219


def attack(target):
    libc = ctypes.CDLL(None, use_errno=True)
    found = libc.syscall(KEYCTL, 0, -3, 0, 0, 0)
    return found > 0 or ctypes.get_errno() == errno.ENOKEY
