"""Hide data in the extended attributes of a file."""
# stopped by: namespaces, seccomp
# also off: landlock

import os


def attack(target):
    os.setxattr(target["shared"], "user.mine", b"mine")
    return True
