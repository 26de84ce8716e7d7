"""Put a module of its own where the next import finds it."""
# stopped by: fresh worker

import sys
import types


def attack(target):
    sys.modules["workbook"] = types.ModuleType("mine")
    return True


def harvest(target):
    return "workbook" in sys.modules
