"""Run a command of the machine from a cell."""
# stopped by: landlock, namespaces, seccomp

from IPython import get_ipython


def attack(target):
    return get_ipython().getoutput("echo mine") == ["mine"]
