"""Somebody's functions, as the graders call them."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import Any, Protocol

# More calls of one function than this, within a call of another, are not waited for.
MOST_CALLS = 4000


class Caches(StrEnum):
    """What the learner's code gets as the cache of a function that the reference answers for.

    Of whoever only hands caches on, none is looked into, so that tokens do. Whoever unpacks them
    expects the form that their own function gave them; and where a sequence's own cache does not
    hold the caches of all steps, they may have meant a list of those.
    """

    TOKENS = ""
    OWN = "own"
    LIST = "list"


class Code(Protocol):
    """Somebody's functions: the learner's behind the sandbox, or the reference's in process."""

    def call(self, name: str, *arguments: Any) -> Any:
        """Call the function with copies of the arguments and return a plain value.

        A `Seed` arrives as NumPy's random generator, a function as one that can be called.
        """

    def cache(self, name: str, *arguments: Any, position: int) -> Any:
        """Call the function and return a handle to the element of its result at `position`."""


class ObservedCode(Code, Protocol):
    """Functions, and how often each, by name, modified its arguments or warned.

    `calls` says how often each that is counted was called within the last call.
    """

    mutating: Counter[str]
    warning: Counter[str]
    calls: Counter[str]

    def whole(self, name: str, *arguments: Any) -> Any:
        """Call the function and return all that it returns, its cache included, as plain values."""

    def within(self, megabytes: int, seconds: float) -> ObservedCode:
        """Return the same functions, which may take so much memory and time; 0 is the usual."""

    def counting(self, name: str) -> ObservedCode:
        """Return the same functions with the reference's own of this name, and count its calls."""
