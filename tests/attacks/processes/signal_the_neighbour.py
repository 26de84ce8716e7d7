"""Find out whether a signal would reach the worker of another learner."""
# stopped by: seccomp, user
# also off: capabilities, landlock, namespaces
# needs: root

import os


def attack(target):
    os.kill(target["neighbour"], 0)
    return True
