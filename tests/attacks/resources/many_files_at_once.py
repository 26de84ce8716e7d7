"""Use up the disk's entries and remove the files before the grader looks."""
# stopped by: namespaces
# ends: CutOff, Raised

import os


def attack(target):
    for number in range(60):
        os.close(os.open(f"{number}", os.O_CREAT | os.O_WRONLY))
    for number in range(60):
        os.remove(f"{number}")
    return True
