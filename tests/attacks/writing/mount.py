"""Lay a file system of its own over a folder."""
# stopped by: capabilities, landlock, seccomp
# also off: namespaces, user
# needs: namespaces, root

import ctypes


def attack(target):
    libc = ctypes.CDLL(None)
    return libc.mount(b"none", b".", b"tmpfs", 0, None) == 0
