"""Ask for size and time of the gradebook, which Landlock answers for every file."""
# stopped by: namespaces

import os


def attack(target):
    return os.stat(target["gradebook"]).st_size > 0
