"""Read where a link of the course points to: a submission's name, a home directory."""
# stopped by: namespaces

import os


def attack(target):
    return os.readlink(target["link"]) == "submitted.ipynb"
