"""Change into the course folder and look at a file from there."""
# stopped by: namespaces

import os


def attack(target):
    os.chdir(target["folder"])
    return os.stat("gradebook.db").st_size > 0
