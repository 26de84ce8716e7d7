"""The format of what crosses the border of the sandbox: plain values, never code.

The body of a frame is a msgpack tree of tagged lists followed by raw buffers (array data, long
text) in the order in which the tree names them; both sides account for every byte. A frame is
the length of the body in four bytes and the body.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any, Final

from autograder.sandbox.decoder import Decoder, Revive, keep_handle
from autograder.sandbox.encoder import Encoder
from autograder.sandbox.values import (
    MAX_TYPE_NAME,
    Function,
    Handle,
    Kept,
    NotPlain,
    Opaque,
    Seed,
    Token,
    WireError,
)

__all__ = [
    "HEADER", "Function", "Handle", "Kept", "NotPlain", "Opaque", "Seed", "Token", "WireError",
    "decode", "encode", "frame", "make_opaque", "refuse",
]  # fmt: skip

HEADER: Final = struct.Struct("<I")


def refuse(value: object) -> Opaque:
    """The strict rule for a value that is not plain: it is an error of the sender."""
    raise NotPlain(f"a {type(value).__name__} is not plain data")


def make_opaque(value: object) -> Opaque:
    """The lenient rule for a value that is not plain: the name of its type travels instead."""
    return Opaque(str(type(value).__name__)[:MAX_TYPE_NAME])


def encode(value: object, unknown: Callable[[object], Opaque] = refuse) -> bytes:
    """The body of a frame; `unknown` decides what becomes of values that are not plain."""
    return Encoder(unknown).frame(value)


def decode(body: bytes | bytearray, revive: Revive = keep_handle) -> Any:
    """The value of a frame's body; `revive` says what stands for a handle."""
    return Decoder(body, revive).value()


def frame(body: bytes) -> bytes:
    """The bytes that go over the pipe for a body."""
    return HEADER.pack(len(body)) + body
