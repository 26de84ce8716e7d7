"""List the course folder: names of files and of students."""
# stopped by: landlock, namespaces

import os


def attack(target):
    return "gradebook.db" in os.listdir(target["folder"])
