"""A receiver that trusts what it reads: a length, as many bytes, and pickle.

Run with the path of an attack, it carries that out with a pipe of its own at the place of the
worker's, and reads what came. What it must not be is harmed: its exit status says so.
"""

from __future__ import annotations

import os
import pickle
import resource
import struct
import sys
import threading
from pathlib import Path

REPLIES = 4


def main() -> None:
    """Carry out an attack and receive it, with a second and a gigabyte to spend."""
    reading, writing = os.pipe()
    os.dup2(writing, REPLIES)
    scope: dict[str, object] = {}
    exec(Path(sys.argv[1]).read_text(encoding="utf-8"), scope)
    attack = scope["attack"]
    assert callable(attack)
    threading.Thread(target=attack, args=({},), daemon=True).start()
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
    with open(reading, "rb") as replies:
        (length,) = struct.unpack("<I", replies.read(4))
        body = memoryview(bytearray(length))
        assert replies.readinto(body) == length
        repr(pickle.loads(body))  # noqa: S301


if __name__ == "__main__":
    main()
