"""Keep data in pipes made as large as the kernel allows."""
# stopped by: seccomp

import fcntl
import os


def attack(target):
    _, writing = os.pipe()
    return fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 1 << 20) == 1 << 20
