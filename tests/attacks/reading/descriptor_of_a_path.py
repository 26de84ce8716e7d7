"""Open a file as a bare path, which is no reading, and ask for what it is."""
# stopped by: namespaces

import os


def attack(target):
    return os.fstat(os.open(target["gradebook"], os.O_PATH)).st_size > 0
