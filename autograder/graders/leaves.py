"""Arrays one level deep in dictionaries, addressed by the way to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Path = tuple[str, ...]


def leaves(values: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    """Yield everything that is no dictionary, and the names that lead to it."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from (((name, *rest), leaf) for rest, leaf in leaves(value))
        else:
            yield (name,), value


def at(values: Any, path: Path) -> Any:
    """Return what these names lead to, or None."""
    for name in path:
        if not isinstance(values, Mapping):
            return None
        values = values.get(name)
    return values


def replaced(values: Mapping[str, Any], path: Path, leaf: Any) -> dict[str, Any]:
    """Return a copy with another value at the end of a path."""
    name, *rest = path
    return {**values, name: replaced(values[name], tuple(rest), leaf) if rest else leaf}


def titled(path: Path) -> str:
    """Write a path as in code: `gradients["x"]`."""
    return path[0] + "".join(f'["{name}"]' for name in path[1:])
