"""Exchange the names of two files of others."""
# stopped by: landlock, namespaces

import os


def attack(target):
    away = f"{target['folder']}/away"
    os.rename(target["submission"], away)
    os.rename(target["shared"], target["submission"])
    os.rename(away, target["shared"])
    return True
