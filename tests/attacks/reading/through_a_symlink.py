"""Reach a file by a symbolic link in its own folder."""
# stopped by: landlock, namespaces

import os


def attack(target):
    os.symlink(target["gradebook"], "mine")
    with open("mine", "rb") as file:
        return file.read(6) == b"SQLite"
