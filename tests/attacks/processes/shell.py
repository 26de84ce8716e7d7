"""Run a command of the machine from a cell, as IPython does."""
# stopped by: landlock, namespaces, seccomp

from IPython.utils.process import getoutput


def attack(target):
    return getoutput("echo mine").strip() == "mine"
