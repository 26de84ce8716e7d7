"""From the body of a frame to a value. Every deviation from the format is a WireError."""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Callable
from typing import Any, Final, Literal, TypeAlias

import msgpack
import numpy as np
from numpy.typing import NDArray

from autograder.sandbox import values
from autograder.sandbox.values import (
    DTYPES,
    Function,
    Handle,
    Kept,
    Opaque,
    Seed,
    Tag,
    Token,
    WireError,
)

Revive: TypeAlias = Callable[[Handle], object]
_HEXADECIMAL: Final = re.compile(r"-?[0-9a-f]+")
_MAX_DIMENSION: Final = 1 << 31
_HANDLES: Final[dict[int, tuple[Callable[[Any], Handle], type]]] = {
    Tag.KEPT: (Kept, int),
    Tag.TOKEN: (Token, int),
    Tag.SEED: (Seed, int),
    Tag.FUNCTION: (Function, str),
}


def keep_handle(handle: Handle) -> object:
    """The default for handles: they stay what they are."""
    return handle


class Decoder:
    """Decodes one frame body; arrays are fresh, writable and own their data."""

    def __init__(self, body: bytes | bytearray, revive: Revive = keep_handle) -> None:
        self.body = memoryview(body)
        self.revive = revive
        self.position = 0
        self.nodes = 0

    def value(self) -> Any:
        """The value of the whole body."""
        value = self._node(self._tree(), 0)
        if self.position != len(self.body):
            raise WireError("bytes are left over")
        return value

    def _tree(self) -> Any:
        if len(self.body) < 4:
            raise WireError("the body is too short")
        (length,) = struct.unpack_from("<I", self.body)
        if length > values.MAX_TREE_BYTES or length > len(self.body) - 4:
            raise WireError("the tree is too long")
        self.position = 4
        try:
            return msgpack.unpackb(
                self._take(length),
                raw=False,
                max_array_len=values.MAX_NODES,
                max_map_len=0,
                max_ext_len=0,
            )
        except Exception as error:
            raise WireError(f"not msgpack: {type(error).__name__}") from None

    def _take(self, length: int) -> memoryview:
        end = self.position + length
        if length < 0 or end > len(self.body):
            raise WireError("a buffer is longer than the body")
        taken = self.body[self.position : end]
        self.position = end
        return taken

    def _node(self, node: Any, depth: int) -> Any:
        self.nodes += 1
        if depth > values.MAX_DEPTH or self.nodes > values.MAX_NODES:
            raise WireError("the value is nested too deeply or has too many parts")
        if node is None or type(node) in (bool, int, float, str):
            return node
        if type(node) is not list or not node or type(node[0]) is not int:
            raise WireError("a node without a tag")
        reader = _READERS.get(node[0])
        if reader is None:
            raise WireError("an unknown tag")
        return reader(self, node, depth)

    def _list(self, node: list[Any], depth: int) -> list[Any]:
        return [self._node(item, depth + 1) for item in node[1:]]

    def _tuple(self, node: list[Any], depth: int) -> tuple[Any, ...]:
        return tuple(self._list(node, depth))

    def _dict(self, node: list[Any], depth: int) -> dict[Any, Any]:
        keys, items = node[1::2], node[2::2]
        if len(keys) != len(items) or len(keys) > values.MAX_KEYS:
            raise WireError("a malformed dict")
        if any(key is not None and type(key) not in (bool, int, float, str) for key in keys):
            raise WireError("a dict with a key that is not plain")
        return {key: self._node(item, depth + 1) for key, item in zip(keys, items, strict=True)}

    def _array(self, node: list[Any], depth: int) -> NDArray[Any]:
        dtype = _dtype(node, minimum=3)
        fortran, shape = node[2], node[3:]
        if type(fortran) is not bool or len(shape) > values.MAX_DIMENSIONS:
            raise WireError("a malformed array")
        if any(type(size) is not int or not 0 <= size < _MAX_DIMENSION for size in shape):
            raise WireError("a malformed shape")
        flat = _numbers(self._take(math.prod(shape) * dtype.itemsize), dtype)
        order: Literal["F", "C"] = "F" if fortran else "C"
        try:
            array = np.empty(shape, dtype, order)
            array[...] = flat.reshape(shape, order=order)
        except (ValueError, MemoryError) as error:
            raise WireError(f"an impossible array: {error}") from None
        return array

    def _scalar(self, node: list[Any], depth: int) -> Any:
        dtype = _dtype(node, minimum=3)
        if len(node) != 3 or type(node[2]) is not bytes or len(node[2]) != dtype.itemsize:
            raise WireError("a malformed scalar")
        return _numbers(node[2], dtype)[0]

    def _complex(self, node: list[Any], depth: int) -> complex:
        if len(node) != 3 or type(node[1]) is not float or type(node[2]) is not float:
            raise WireError("a malformed complex number")
        return complex(node[1], node[2])

    def _integer(self, node: list[Any], depth: int) -> int:
        digits = _only(node, str)
        if len(digits) > values.MAX_INTEGER_DIGITS + 1 or not _HEXADECIMAL.fullmatch(digits):
            raise WireError("a malformed integer")
        return int(digits, 16)

    def _text(self, node: list[Any], depth: int) -> str:
        try:
            return bytes(self._take(_only(node, int))).decode()
        except UnicodeDecodeError:
            raise WireError("text that is not UTF-8") from None

    def _bytes(self, node: list[Any], depth: int) -> bytes:
        return bytes(self._take(_only(node, int)))

    def _opaque(self, node: list[Any], depth: int) -> Opaque:
        return Opaque(_only(node, str)[: values.MAX_TYPE_NAME])

    def _handle(self, node: list[Any], depth: int) -> object:
        kind, content = _HANDLES[node[0]]
        return self.revive(kind(_only(node, content)))


_READERS: Final[dict[int, Callable[[Decoder, list[Any], int], Any]]] = {
    Tag.LIST: Decoder._list,
    Tag.TUPLE: Decoder._tuple,
    Tag.DICT: Decoder._dict,
    Tag.ARRAY: Decoder._array,
    Tag.SCALAR: Decoder._scalar,
    Tag.COMPLEX: Decoder._complex,
    Tag.INTEGER: Decoder._integer,
    Tag.TEXT: Decoder._text,
    Tag.BYTES: Decoder._bytes,
    Tag.OPAQUE: Decoder._opaque,
    Tag.KEPT: Decoder._handle,
    Tag.TOKEN: Decoder._handle,
    Tag.SEED: Decoder._handle,
    Tag.FUNCTION: Decoder._handle,
}


def _only(node: list[Any], kind: type) -> Any:
    if len(node) != 2 or type(node[1]) is not kind:
        raise WireError("a malformed node")
    return node[1]


def _dtype(node: list[Any], minimum: int) -> np.dtype[Any]:
    if len(node) < minimum or type(node[1]) is not int or not 0 <= node[1] < len(DTYPES):
        raise WireError("an unknown dtype")
    return DTYPES[node[1]]


def _numbers(raw: bytes | memoryview, dtype: np.dtype[Any]) -> NDArray[Any]:
    if dtype.kind == "b" and raw and max(raw) > 1:
        raise WireError("a truth value that is neither true nor false")
    return np.frombuffer(raw, dtype) if raw else np.empty(0, dtype)
