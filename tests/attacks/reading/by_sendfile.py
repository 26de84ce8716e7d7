"""Have the kernel copy a file into a pipe, so that the code never reads it."""
# stopped by: landlock, namespaces

import os


def attack(target):
    reading, writing = os.pipe()
    os.sendfile(writing, os.open(target["gradebook"], os.O_RDONLY), 0, 6)
    return os.read(reading, 6) == b"SQLite"
