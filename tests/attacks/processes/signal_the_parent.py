"""Find out whether a signal would reach the parent."""
# stopped by: seccomp, user
# also off: capabilities, landlock, namespaces
# needs: root

import os


def attack(target):
    os.kill(os.getppid(), 0)
    return True
