"""Fill the disk with files that have no name any more."""
# stopped by: limits
# ends: CutOff, Raised

import os


def attack(target):
    for _ in range(3):
        file = os.open("file", os.O_CREAT | os.O_WRONLY)
        os.unlink("file")
        os.write(file, bytes(5 << 20))
    return True
