"""Set an environment variable that the next program obeys."""
# stopped by: fresh worker

import os


def attack(target):
    os.environ["PYTHONSTARTUP"] = "mine.py"
    return True


def harvest(target):
    return "PYTHONSTARTUP" in os.environ
