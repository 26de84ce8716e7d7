"""Move a file of its own over another learner's submission."""
# stopped by: landlock, namespaces

import os


def attack(target):
    with open("mine", "w") as file:
        file.write("mine")
    os.rename("mine", target["submission"])
    with open(target["submission"]) as file:
        return file.read() == "mine"
