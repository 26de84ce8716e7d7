"""Measure what other processes do to the processor."""
# stopped by: seccomp
# needs: namespaces

import ctypes
import errno
import os

PERF_EVENT_OPEN = 298 if os.uname().machine == "x86_64" else 241


def attack(target):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall(PERF_EVENT_OPEN, None, 0, -1, -1, 0)
    return ctypes.get_errno() == errno.EFAULT
