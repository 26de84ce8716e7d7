"""Start a second process, which goes on when the first is killed."""
# stopped by: seccomp

import os


def attack(target):
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    return os.waitpid(pid, 0)[1] == 0
