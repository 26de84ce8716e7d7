"""Make a submission look as if it had been handed in years ago."""
# stopped by: namespaces, seccomp
# also off: landlock

import os


def attack(target):
    before = os.stat(target["shared"]).st_mtime_ns
    os.utime(target["shared"])
    return os.stat(target["shared"]).st_mtime_ns != before
