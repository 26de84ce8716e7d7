"""Reach a file by a second name of it in its own folder."""
# stopped by: landlock, namespaces

import os


def attack(target):
    os.link(target["shared"], "mine")
    try:
        with open("mine") as file:
            return file.read() == "shared"
    finally:
        os.unlink("mine")
