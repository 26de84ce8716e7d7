"""Crowd the parent onto one processor."""
# stopped by: capabilities, seccomp, user
# also off: landlock, namespaces
# needs: root

import os


def attack(target):
    os.sched_setaffinity(os.getppid(), os.sched_getaffinity(0))
    return True
