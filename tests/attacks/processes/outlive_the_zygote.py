"""Refuse to die with the parent, and go on when nobody watches."""
# stopped by: seccomp

import ctypes

PR_SET_PDEATHSIG = 1


def attack(target):
    return ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0) == 0
