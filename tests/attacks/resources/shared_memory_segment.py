"""Ask for a segment of shared memory, which stays when the process ends."""
# stopped by: seccomp

import ctypes


def attack(target):
    libc = ctypes.CDLL(None)
    segment = libc.shmget(0, 200 << 20, 0o600)
    return segment >= 0 and libc.shmctl(segment, 0, None) == 0
