"""Open the secret to everybody, for a helper outside to read."""
# stopped by: namespaces, seccomp, user
# also off: capabilities, landlock
# needs: root

import os


def attack(target):
    os.chmod(target["course_secret"], 0o666)
    return os.stat(target["course_secret"]).st_mode & 0o777 == 0o666
