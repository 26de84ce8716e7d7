"""Leave a module in the working folder, where imports look first."""
# stopped by: fresh worker

import os


def attack(target):
    with open("workbook.py", "w") as file:
        file.write("mine")
    return True


def harvest(target):
    return os.path.exists("workbook.py")
