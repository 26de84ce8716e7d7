"""From a value to the body of a frame."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any, Final

import msgpack
import numpy as np
from numpy.typing import NDArray

from autograder.sandbox import values
from autograder.sandbox.values import (
    CODES,
    DTYPES,
    Function,
    Kept,
    Opaque,
    Seed,
    Tag,
    Token,
    WireError,
)

_NO_KEY: Final = object()
_HANDLES: Final = {
    Kept: (Tag.KEPT, "id"),
    Token: (Tag.TOKEN, "id"),
    Seed: (Tag.SEED, "number"),
    Function: (Tag.FUNCTION, "name"),
    Opaque: (Tag.OPAQUE, "type_name"),
}
# Where extended precision is not more than double, these are in the format by themselves.
_DOUBLE: Final = {np.longdouble: np.float64, np.clongdouble: np.complex128}


class Encoder:
    """Encodes one value; subclasses of plain types become the plain types themselves."""

    def __init__(self, unknown: Callable[[object], Opaque]) -> None:
        self.unknown = unknown
        self.nodes = 0
        self.buffers: list[bytes] = []

    def frame(self, value: object) -> bytes:
        """The frame body: length of the tree, the tree, the buffers."""
        tree = msgpack.packb(self.node(value, 0), use_bin_type=True)
        if len(tree) > values.MAX_TREE_BYTES:
            raise WireError("the value is too large")
        return b"".join((struct.pack("<I", len(tree)), tree, *self.buffers))

    def node(self, value: Any, depth: int) -> Any:
        """The msgpack form of one value."""
        self.nodes += 1
        if depth > values.MAX_DEPTH or self.nodes > values.MAX_NODES:
            raise WireError("the value is nested too deeply or has too many parts")
        kind = type(value)
        if value is None or kind is bool or kind is float:
            return value
        if issubclass(kind, np.ndarray):
            return self._array(np.ndarray.view(value, np.ndarray))
        if issubclass(kind, np.generic) and not issubclass(kind, (np.str_, np.bytes_)):
            return self._scalar(value)
        if kind in _HANDLES:
            tag, attribute = _HANDLES[kind]
            return [tag, getattr(value, attribute)]
        return self._builtin(value, kind, depth)

    def _builtin(self, value: Any, kind: type, depth: int) -> Any:
        # Methods of the base classes are called by name so that overrides do not matter.
        if issubclass(kind, int):
            return self._integer(int.__int__(value))
        if issubclass(kind, float):
            return float.__float__(value)
        if issubclass(kind, str):
            return self._text(str.__str__(value))
        if issubclass(kind, bytes):
            return self._buffer(Tag.BYTES, bytes.__getitem__(value, slice(None)))
        if issubclass(kind, complex):
            plain = complex.__complex__(value)
            return [Tag.COMPLEX, plain.real, plain.imag]
        if issubclass(kind, list):
            return [Tag.LIST, *[self.node(item, depth + 1) for item in list.__iter__(value)]]
        if issubclass(kind, tuple):
            return [Tag.TUPLE, *[self.node(item, depth + 1) for item in tuple.__iter__(value)]]
        if issubclass(kind, dict):
            return self._mapping(value, depth)
        return self._opaque(value)

    def _integer(self, value: int) -> Any:
        if -(1 << 63) <= value < 1 << 64:
            return value
        if value.bit_length() > 4 * values.MAX_INTEGER_DIGITS:
            return self._opaque(value)
        return [Tag.INTEGER, f"{value:x}"]

    def _text(self, value: str) -> Any:
        encoded = value.encode("utf-8", "replace")
        if len(encoded) > values.INLINE_BYTES:
            return self._buffer(Tag.TEXT, encoded)
        return encoded.decode()

    def _buffer(self, tag: Tag, content: bytes) -> list[int]:
        self.buffers.append(content)
        return [tag, len(content)]

    def _mapping(self, value: dict[Any, Any], depth: int) -> Any:
        keys = [_plain_key(key) for key in dict.keys(value)]
        if len(keys) > values.MAX_KEYS or any(key is _NO_KEY for key in keys):
            return self._opaque(value)
        node: list[Any] = [Tag.DICT]
        for key, item in zip(keys, dict.values(value), strict=True):
            node += [key, self.node(item, depth + 1)]
        return node

    def _array(self, array: NDArray[Any]) -> Any:
        array = np.asarray(_in_double(array))
        code = CODES.get((array.dtype.kind, array.dtype.itemsize))
        if code is None:
            return self._opaque(array)
        fortran = array.flags.f_contiguous and not array.flags.c_contiguous
        native = array.astype(DTYPES[code], copy=False)
        self.buffers.append(native.tobytes("F" if fortran else "C"))
        return [Tag.ARRAY, code, fortran, *array.shape]

    def _scalar(self, value: Any) -> Any:
        value = _in_double(value)
        dtype = np.generic.dtype.__get__(value)
        code = CODES.get((dtype.kind, dtype.itemsize))
        if code is None:
            return self._opaque(value)
        return [Tag.SCALAR, code, np.asarray(value, DTYPES[code]).tobytes()]

    def _opaque(self, value: object) -> Any:
        return [Tag.OPAQUE, self.unknown(value).type_name]


def _in_double(value: Any) -> Any:
    """Return a value in double precision if it has more, and anything else as it is."""
    kind = _DOUBLE.get(type(value) if isinstance(value, np.generic) else value.dtype.type)
    if kind is None:
        return value
    with np.errstate(over="ignore"):
        return np.asarray(value).astype(kind)[()]


def _plain_key(key: Any) -> Any:
    # No big integers and no tuples: their hashes can be made to collide, which would let a
    # learner's dict stall the host.
    kind = type(key)
    if key is None or kind is bool or kind is float:
        return key
    if issubclass(kind, str):
        plain = str.__str__(key).encode("utf-8", "replace").decode()
        return plain if len(plain) <= values.MAX_KEY_CHARACTERS else _NO_KEY
    if issubclass(kind, (int, np.integer)):
        number = int.__int__(key) if issubclass(kind, int) else int(key)
        return number if -(1 << 63) <= number < 1 << 64 else _NO_KEY
    return _NO_KEY
