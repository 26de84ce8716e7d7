"""Start a program without forking first."""
# stopped by: landlock, namespaces, seccomp

import os


def attack(target):
    pid = os.posix_spawn("/bin/sh", ["sh", "-c", "exit 7"], {})
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
