"""Enter a user namespace of its own, in which it holds every capability."""
# stopped by: seccomp
# needs: namespaces

import ctypes

CLONE_NEWUSER = 0x10000000


def attack(target):
    return ctypes.CDLL(None).unshare(CLONE_NEWUSER) == 0
