"""Climb out of its folder by `..`, one descriptor at a time, and down into another."""
# stopped by: landlock, namespaces

import os


def attack(target):
    here = os.open(".", os.O_RDONLY)
    for _ in range(12):
        here = os.open("..", os.O_PATH, dir_fd=here)
    found = os.open(target["gradebook"].lstrip("/"), os.O_RDONLY, dir_fd=here)
    return os.read(found, 6) == b"SQLite"
