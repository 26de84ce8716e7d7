"""Arrays in dictionaries and tuples, addressed by the way to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

Path = tuple[str | int, ...]


def leaves(values: Any) -> Iterator[tuple[Path, Any]]:
    """Yield everything that is no dictionary, list or tuple, and the way to it."""
    entries = _entries(values)
    if entries is None:
        yield (), values
        return
    for key, value in entries.items():
        yield from (((key, *rest), leaf) for rest, leaf in leaves(value))


def lengths(values: Any) -> frozenset[int]:
    """Return the lengths that the axes of arrays have."""
    arrays = (leaf for _, leaf in leaves(values) if isinstance(leaf, np.ndarray))
    return frozenset(length for array in arrays for length in array.shape)


def at(values: Any, path: Path) -> Any:
    """Return what a path leads to, or None."""
    for key in path:
        values = (_entries(values) or {}).get(key)
    return values


def _entries(values: Any) -> Mapping[Any, Any] | None:
    if isinstance(values, Mapping):
        return values
    return dict(enumerate(values)) if isinstance(values, list | tuple) else None


def replaced(values: Any, path: Path, leaf: Any) -> Any:
    """Return a copy of dictionaries and lists with another value at the end of a path."""
    if not path:
        return leaf
    key, *rest = path
    changed = replaced(values[key], tuple(rest), leaf)
    if isinstance(values, Mapping):
        return {**values, key: changed}
    return [changed if place == key else value for place, value in enumerate(values)]


def titled(path: Path) -> str:
    """Write a path as in code: `gradients["x"]`, `layers[0]["x"]`."""
    keys = (f"[{key}]" if isinstance(key, int) else f'["{key}"]' for key in path[1:])
    return str(path[0]) + "".join(keys)
