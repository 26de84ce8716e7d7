"""Leave a folder where the grader looks for submissions."""
# stopped by: landlock, namespaces

import os


def attack(target):
    os.makedirs(f"{target['folder']}/submitted/me/cells")
    return True
