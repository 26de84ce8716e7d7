"""Answers bytes that, unpickled, call a function of the attacker's choice."""
# stopped by: decoder
# ends: CutOff

import os
import pickle
import struct


class Exit:
    def __reduce__(self):
        return os._exit, (7,)


def attack(target):
    body = pickle.dumps(Exit())
    os.write(4, struct.pack("<I", len(body)) + body)
