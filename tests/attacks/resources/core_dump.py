"""Leave an image of its memory on disk when it crashes."""
# stopped by: rlimits

import resource


def attack(target):
    return resource.getrlimit(resource.RLIMIT_CORE)[1] != 0
