"""Start a second process by the bare system call, past what the C library does."""
# stopped by: seccomp

import ctypes
import os
import signal

CLONE = 56 if os.uname().machine == "x86_64" else 220


def attack(target):
    pid = ctypes.CDLL(None).syscall(CLONE, signal.SIGCHLD, 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    return pid > 0 and os.waitpid(pid, 0)[1] == 0
