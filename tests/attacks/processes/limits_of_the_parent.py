"""Lower a limit of the parent, so that nobody's worker can be started any more."""
# stopped by: seccomp, user
# also off: capabilities, landlock, namespaces
# needs: root

import os
import resource


def attack(target):
    old = resource.prlimit(os.getppid(), resource.RLIMIT_CORE)
    return resource.prlimit(os.getppid(), resource.RLIMIT_CORE, old) is not None
