"""Make a device file that gives access to the machine's memory."""
# stopped by: capabilities, landlock, namespaces, seccomp, user
# needs: root

import os
import stat


def attack(target):
    os.mknod("memory", 0o600 | stat.S_IFCHR, os.makedev(1, 1))
    return True
