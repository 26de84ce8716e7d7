"""A cache that holds objects of the learner's own classes, as plain containers and back.

Whoever looks into a cache sees tuples and dictionaries only. What is put in its place is of the
learner's types again: their backward asks for attributes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

DEEPEST: Final = 50
_NOT_THEIRS: Final = frozenset({"builtins", "numpy"})


class _Unlike(Exception):
    """A value that has another form."""


@dataclass(frozen=True)
class Form:
    """Where in a value objects of own classes are.

    Parameters
    ----------
    kind : the type of the value.
    keys : of its items: names of attributes, keys of a dictionary, places in a row.
    parts : the forms of those of them that hold such objects.
    """

    kind: Any
    keys: tuple[Any, ...]
    parts: Mapping[Any, Form]


class OwnTypes:
    """Opens values, and closes what has the form of the last one again."""

    def __init__(self) -> None:
        self._last: Form | None = None

    def opened(self, value: Any) -> Any:
        """Return a value with plain containers in the place of objects, if it holds any."""
        try:
            plain, form = _opened(value, DEEPEST)
        except Exception:  # their classes may do anything
            return value
        if form is None:
            return value
        self._last = form
        return plain

    def closed(self, value: Any) -> Any:
        """Return a value with objects in it again, if what was opened last has its form.

        Or has a part of its form: the cache is one of several things that a function returns.
        """
        if self._last is None or type(value) not in (dict, list, tuple):
            return value
        for form in (self._last, *self._last.parts.values()):
            try:
                return _closed(value, form)
            except Exception:
                continue
        return value


def _opened(value: Any, depth: int) -> tuple[Any, Form | None]:
    kind, items = type(value), _items(value)
    if items is None or not depth:
        return value, None
    opened = {key: _opened(item, depth - 1) for key, item in items.items()}
    parts = {key: form for key, (_, form) in opened.items() if form is not None}
    plain = {key: part for key, (part, _) in opened.items()}
    if kind in (dict, list, tuple) and not parts:
        return value, None
    whole = plain if _plain(kind) is dict else _plain(kind)(plain.values())
    return whole, Form(kind, tuple(plain), parts)


def _plain(kind: Any) -> Any:
    """Return the container that stands for objects of a kind."""
    return next((plain for plain in (list, tuple) if issubclass(kind, plain)), dict)


def _items(value: Any) -> dict[Any, Any] | None:
    """Return what a container or an object of an own class holds, by key; None of all else."""
    kind = type(value)
    if issubclass(kind, list | tuple):
        return dict(enumerate(value))
    if issubclass(kind, dict):
        return dict(value)
    is_theirs = kind.__module__.partition(".")[0] not in _NOT_THEIRS and not callable(value)
    fields = getattr(value, "__dict__", None)
    return dict(fields) if is_theirs and isinstance(fields, dict) else None


def _closed(value: Any, form: Form) -> Any:
    is_row = issubclass(form.kind, list | tuple)
    if type(value) is not _plain(form.kind):
        raise _Unlike
    items = dict(enumerate(value) if is_row else value)
    if tuple(items) != form.keys:
        raise _Unlike
    parts = {
        key: _closed(item, form.parts[key]) if key in form.parts else item
        for key, item in items.items()
    }
    if issubclass(form.kind, dict | list | tuple):
        return _container(form.kind, parts.values() if is_row else parts)
    whole = form.kind.__new__(form.kind)
    whole.__dict__.update(parts)
    return whole


def _container(kind: Any, parts: Any) -> Any:
    """Return a container of a kind, or a plain one where it is made in a way of its own."""
    try:
        return kind._make(parts) if hasattr(kind, "_make") else kind(parts)
    except Exception:
        return _plain(kind)(parts)
