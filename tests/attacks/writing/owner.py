"""Give the gradebook to another user."""
# stopped by: capabilities, namespaces, seccomp, user
# also off: landlock
# needs: root

import os


def attack(target):
    os.chown(target["gradebook"], 1234, 1234)
    return os.stat(target["gradebook"]).st_uid == 1234
