"""Take back the user that the grader runs as."""
# stopped by: capabilities, seccomp
# needs: root

import os


def attack(target):
    os.setresuid(0, 0, 0)
    return os.geteuid() == 0
