"""Replace a built-in function for whoever comes next."""
# stopped by: fresh worker

import builtins


def attack(target):
    builtins.unrolled_attack = True
    return True


def harvest(target):
    return hasattr(builtins, "unrolled_attack")
