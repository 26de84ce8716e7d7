"""Ask the kernel for memory, past the interpreter."""
# stopped by: rlimits

import mmap


def attack(target):
    return len(mmap.mmap(-1, 200 << 20)) > 0
