"""Announces four gigabytes, for whoever makes room before they come."""
# stopped by: decoder
# ends: CutOff

import os


def attack(target):
    os.write(4, b"\xff\xff\xff\xff")
