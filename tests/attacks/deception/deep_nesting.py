"""Answers a list in a list in a list, too deep for whoever follows it down."""
# stopped by: decoder
# ends: CutOff

import os
import struct

DEPTH = 20_000


def attack(target):
    body = b"]" * DEPTH + b"a" * (DEPTH - 1) + b"."
    os.write(4, struct.pack("<I", len(body)) + body)
