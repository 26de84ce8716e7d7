"""The learner's own caches, and which of the host's each of them stands for.

Where the host answers in place of a function that returns a cache, learners' code may look into
what it gets: it expects its own form. So it gets a cache of its own, made by its own function, and
the host is told which of its tokens belongs to it as soon as it is handed to a function of the
host. What a cache is known by is its identity alone; what it holds is nobody's business.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

Function = Callable[..., Any]
IN_A_LIST: Final = "list"  # the form of a sequence's cache that holds those of its steps, no more
_UNKNOWN: Final = object()
_WITHOUT_IDENTITY: Final = (type(None), bool, int, float, complex, str, bytes)


class OwnCaches:
    """Makes caches by the learner's functions; holds them, so that no other has their identity."""

    def __init__(self) -> None:
        self._held: dict[int, tuple[object, object]] = {}
        self._steps: list[object] = []

    def in_place_of(
        self,
        value: Any,
        position: int,
        function: Function,
        given: tuple[tuple[Any, ...], Mapping[str, Any]],
        form: str,
    ) -> Any:
        """Return what the host answered, with a cache of the learner's in the place of its own.

        The function is called with copies of what was given, which nothing overwrites, itself and
        whatever comes later included. Where it returns no cache, the host's tokens stay.
        """
        tokens = value[position]
        cache, steps = self._made(function, position, *given)
        if isinstance(tokens, list) and len(tokens) == len(steps):
            for step, token in zip(steps, tokens, strict=True):
                self._held[id(step)] = step, token
            if form == IN_A_LIST:
                cache = steps
        if id(cache) in self._held:  # one and the same at every step
            cache = _another(cache)
        if cache is _UNKNOWN or isinstance(cache, _WITHOUT_IDENTITY):
            return value
        self._held[id(cache)] = cache, tokens
        self._steps.append(cache)
        return (*value[:position], cache, *value[position + 1 :])

    def token_of(self, argument: Any) -> Any:
        """Return the host's token for a cache, or a list of them, and anything else as it is."""
        held = self._held.get(id(argument))
        if held is not None:
            return held[1]
        if type(argument) in (list, tuple) and any(id(item) in self._held for item in argument):
            return [self.token_of(item) for item in argument]
        return argument

    def _made(
        self, function: Function, position: int, given: tuple[Any, ...], named: Mapping[str, Any]
    ) -> tuple[object, list[object]]:
        """Return the cache that the learner's function makes, and those of the steps within."""
        outer, self._steps = self._steps, []
        try:
            copies = copy.deepcopy((given, dict(named)))
            cache = function(*copies[0], **copies[1])[position]
            _restore(copies, (given, named))
        except Exception:  # it has a mistake of its own, which is charged where it lies
            cache = _UNKNOWN
        steps, self._steps = self._steps, outer
        return cache, steps


def _restore(copies: Any, given: Any) -> None:
    """Give arrays the numbers back that they had: a cache may hold them, and mean those."""
    if isinstance(given, np.ndarray):
        copies[...] = given
    elif isinstance(given, dict | list | tuple):
        for key in given if isinstance(given, dict) else range(len(given)):
            _restore(copies[key], given[key])


def _another(cache: object) -> object:
    try:
        other = copy.copy(cache)
    except Exception:  # as of a generator
        return _UNKNOWN
    return _UNKNOWN if other is cache else other
