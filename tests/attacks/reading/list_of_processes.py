"""See which processes run on the machine."""
# stopped by: landlock, namespaces

import os


def attack(target):
    return str(target["host"]) in os.listdir("/proc")
