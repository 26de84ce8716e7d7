"""Make a named pipe, at which whoever opens the file waits for ever."""
# stopped by: landlock, seccomp
# also off: namespaces

import os


def attack(target):
    os.mkfifo("cells.ipynb")
    return True
