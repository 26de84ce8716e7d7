"""Start a second process by the newest of the calls, whose flags a filter cannot see."""
# stopped by: seccomp
# needs: namespaces

import ctypes
import os
import signal
import struct


def attack(target):
    request = ctypes.create_string_buffer(struct.pack("8Q", 0, 0, 0, 0, signal.SIGCHLD, 0, 0, 0))
    pid = ctypes.CDLL(None).syscall(435, request, 64)
    if pid == 0:
        os._exit(0)
    return pid > 0 and os.waitpid(pid, 0)[1] == 0
