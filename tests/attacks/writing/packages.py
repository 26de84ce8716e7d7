"""Add a module to NumPy, which every later grading imports."""
# stopped by: landlock, namespaces, user
# needs: root

import os


def attack(target):
    path = f"{target['numpy']}/unrolled_attack.py"
    with open(path, "w") as file:
        file.write("")
    os.remove(path)
    return True
