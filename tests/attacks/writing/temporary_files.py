"""Write into the folder of temporary files that all users share."""
# stopped by: landlock, namespaces

import os


def attack(target):
    path = f"/tmp/unrolled_attack_{os.getpid()}"
    with open(path, "w") as file:
        file.write("mine")
    os.remove(path)
    return True
