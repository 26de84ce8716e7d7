"""The vocabulary of the wire format: node tags, limits and the stand-ins for objects."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final, TypeAlias

import numpy as np

MAX_DEPTH: Final = 24
MAX_NODES: Final = 400_000
MAX_KEYS: Final = 4096
MAX_KEY_CHARACTERS: Final = 1024
MAX_TREE_BYTES: Final = 2 << 20
MAX_INTEGER_DIGITS: Final = 4096
MAX_DIMENSIONS: Final = 32
MAX_TYPE_NAME: Final = 200
INLINE_BYTES: Final = 1024

_DTYPE_NAMES: Final = "b1 i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 c8 c16"
DTYPES: Final = tuple(np.dtype(name) for name in _DTYPE_NAMES.split())
CODES: Final = {(dtype.kind, dtype.itemsize): code for code, dtype in enumerate(DTYPES)}


class Tag(IntEnum):
    """The first element of every node that is not a plain msgpack value."""

    LIST = 0
    TUPLE = 1
    DICT = 2
    ARRAY = 3
    SCALAR = 4
    COMPLEX = 5
    INTEGER = 6
    TEXT = 7
    BYTES = 8
    OPAQUE = 9
    KEPT = 10
    TOKEN = 11
    SEED = 12
    FUNCTION = 13


class WireError(Exception):
    """The bytes or the value do not follow the format."""


class NotPlain(TypeError):
    """A value that is not plain data was to be sent."""


@dataclass(frozen=True)
class Opaque:
    """Stands for a value that cannot travel."""

    type_name: str


@dataclass(frozen=True)
class Kept:
    """A handle of an object that stayed in the sandbox."""

    id: int


@dataclass(frozen=True)
class Token:
    """A handle of an object that stayed with the host."""

    id: int


@dataclass(frozen=True)
class Seed:
    """Stands for a random generator, which is made of it where it arrives."""

    number: int


@dataclass(frozen=True)
class Function:
    """Stands for a function of the host."""

    name: str


Handle: TypeAlias = Kept | Token | Seed | Function
