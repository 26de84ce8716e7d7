"""Fill the disk and clear it again before the grader looks."""
# stopped by: namespaces
# ends: CutOff, Raised

import os


def attack(target):
    for number in range(2):
        with open(f"{number}", "wb") as file:
            os.posix_fallocate(file.fileno(), 0, 5 << 20)
    for number in range(2):
        os.remove(f"{number}")
    return True
