"""Remove another learner's submission."""
# stopped by: landlock, namespaces

import os


def attack(target):
    os.unlink(target["submission"])
    return not os.path.exists(target["submission"])
