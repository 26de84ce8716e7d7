"""What a receiver is not harmed by; no attack, but the proof that others are."""

import os
import pickle
import struct


def attack(target: object) -> None:
    """Send a number."""
    body = pickle.dumps(42)
    os.write(4, struct.pack("<I", len(body)) + body)
