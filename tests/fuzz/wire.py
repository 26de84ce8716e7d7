"""Feed the wire decoder with bytes that its coverage suggests, until something is wrong.

By hand: `pip install atheris`, then `python -m tests.fuzz.wire -max_total_time=300`. The options
are libFuzzer's. A body must give plain data or a WireError, soon, and without much memory; one
that does not is left in a file, and belongs into tests/sandbox/frames/ when it is mended.
"""

from __future__ import annotations

import sys
from contextlib import suppress

import atheris

with atheris.instrument_imports(include=["autograder.sandbox", "msgpack.fallback"]):
    from autograder.sandbox import wire

OPTIONS = ["-timeout=1", "-rss_limit_mb=600", "-max_len=100000"]


def one(body: bytes) -> None:
    """Decode one body."""
    with suppress(wire.WireError):
        wire.decode(body)


if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *OPTIONS, *sys.argv[1:]], one)
    atheris.Fuzz()
