"""Ask for the source of the sandbox, whose modules are loaded."""
# stopped by: landlock, namespaces
# also off: user

import inspect
import sys


def attack(target):
    return "class Worker" in inspect.getsource(sys.modules["autograder.sandbox.worker"])
