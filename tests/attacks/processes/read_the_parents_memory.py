"""Copy the parent's memory by a system call that needs no file."""
# stopped by: capabilities, landlock, seccomp, user
# also off: namespaces
# needs: root

import ctypes
import os
import struct


def attack(target):
    copy = ctypes.create_string_buffer(8)
    mine = struct.pack("2Q", ctypes.addressof(copy), 8)
    theirs = struct.pack("2Q", id(os), 8)
    return ctypes.CDLL(None).process_vm_readv(os.getppid(), mine, 1, theirs, 1, 0) == 8
