"""Answers a dictionary whose keys all have the same hash, which takes for ever to build."""
# stopped by: decoder
# ends: CutOff

import os
import pickle
import struct


def attack(target):
    pairs = b"".join(pickle.dumps(k * (2**61 - 1), 2)[2:-1] + b"N" for k in range(40_000))
    body = b"\x80\x02}(" + pairs + b"u."
    frame = memoryview(struct.pack("<I", len(body)) + body)
    while frame:
        frame = frame[os.write(4, frame) :]
