"""Find out which files exist by trying their names."""
# stopped by: namespaces

import os


def attack(target):
    return os.access(target["submission"], os.F_OK)
