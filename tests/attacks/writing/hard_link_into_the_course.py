"""Give a file of its own a second name in the course, to change it later."""
# stopped by: landlock, namespaces

import os


def attack(target):
    with open("mine", "w") as file:
        file.write("mine")
    os.link("mine", f"{target['folder']}/cells.ipynb")
    return True
