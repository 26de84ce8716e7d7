"""Lay a file system of its own over a folder."""
# stopped by: capabilities, landlock, seccomp
# also off: namespaces, user
# needs: namespaces, root

import ctypes
import os


def attack(target):
    libc = ctypes.CDLL(None)
    succeeds = libc.mount(b"none", b".", b"tmpfs", 0, None) == 0
    if succeeds:
        libc.umount2(os.fsencode(os.getcwd()), 2)  # else it stays when the test is over
    return succeeds
