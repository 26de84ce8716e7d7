"""Make the parent the last that gets processor time."""
# stopped by: capabilities, seccomp, user
# also off: landlock, namespaces
# needs: root

import os


def attack(target):
    os.setpriority(os.PRIO_PROCESS, os.getppid(), 1)
    return True
