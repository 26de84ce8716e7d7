"""Empty a file by its name, without opening it."""
# stopped by: landlock, namespaces

import os


def attack(target):
    os.truncate(target["shared"], 0)
    return os.path.getsize(target["shared"]) == 0
