"""Come first whenever the processor is free."""
# stopped by: capabilities, seccomp, user
# also off: landlock, namespaces
# needs: namespaces, root

import os


def attack(target):
    os.setpriority(os.PRIO_PROCESS, 0, -5)
    return os.getpriority(os.PRIO_PROCESS, 0) == -5
