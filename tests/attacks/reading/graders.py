"""List the hidden checks and read one."""
# stopped by: landlock, namespaces
# also off: user

import os


def attack(target):
    folder, _, name = target["checks"].rpartition("/")
    with open(f"{folder}/{name}") as file:
        return name in os.listdir(folder) and "def test_" in file.read()
