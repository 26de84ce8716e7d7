"""Start a thread in new namespaces; a refusal comes before the kernel sees the contradiction."""
# stopped by: seccomp
# needs: namespaces

import ctypes
import errno
import os

CLONE = 56 if os.uname().machine == "x86_64" else 220
THREAD_IN_NEW_NAMESPACE = 0x100 | 0x800 | 0x10000 | 0x200 | 0x20000


def attack(target):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall(CLONE, THREAD_IN_NEW_NAMESPACE, 0, 0, 0, 0)
    return ctypes.get_errno() == errno.EINVAL
