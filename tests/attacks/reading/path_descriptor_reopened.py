"""Open a file as a bare path, and then that descriptor's name for reading."""
# stopped by: landlock, namespaces

import os


def attack(target):
    bare = os.open(target["gradebook"], os.O_PATH)
    with open(f"/proc/self/fd/{bare}", "rb") as file:
        return file.read(6) == b"SQLite"
