"""The reference in place of somebody's functions, as the sandbox has it, but without one.

What a learner gets as a cache there is a token that says nothing, or made by their own function.
Who hands out the reference's caches instead finds every backward right that is the reference's.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from autograder.graders.code import Caches
from autograder.graders.reference import Reference
from autograder.graders.registry import assignment_named
from autograder.grading.oracle import oracle
from autograder.host.oracle import Tokens
from autograder.sandbox.own_caches import OwnCaches
from autograder.sandbox.wire import Token, encode, make_opaque

Function = Callable[..., Any]
Functions = Mapping[str, Function]


class CopiedCaches(OwnCaches):
    """Knows caches by what they hold, too: without a sandbox, functions are given copies."""

    def __init__(self) -> None:
        super().__init__()
        self._tokens: dict[bytes, object] = {}
        self._looked_at: set[int] = set()

    def token_of(self, argument: Any) -> Any:
        """Return the host's token for a cache, or a list of them, and anything else as it is."""
        token = super().token_of(argument)
        if token is not argument or not isinstance(argument, dict | list | tuple):
            return token
        for identity in self._held.keys() - self._looked_at:
            cache, token = self._held[identity]
            self._tokens[_content(cache)] = token
        self._looked_at |= self._held.keys()
        if isinstance(argument, dict) or _content(argument) in self._tokens:
            return self._tokens.get(_content(argument), argument)
        items = [self._tokens.get(_content(item), item) for item in argument]
        return argument if all(map(operator.is_, items, argument)) else items


def _content(value: object) -> bytes:
    return encode(value, make_opaque)


def stand_ins(
    assignment: str, names: tuple[str, ...], caches: Caches, own: Callable[[str], Function]
) -> Functions:
    """Return functions that answer as the reference does, with caches of this form.

    Parameters
    ----------
    own : gives somebody's own function of a name, which makes their caches.
    """
    tokens, own_caches = Tokens(), CopiedCaches()
    exercises = [assignment_named(assignment).exercise(name) for name in names]
    answers = oracle(Reference(assignment), exercises, tokens.wrap)

    def revived(argument: Any) -> Any:
        if type(argument) in (list, tuple):
            return type(argument)(map(revived, argument))
        return tokens.revive(argument) if isinstance(argument, Token) else argument

    def stand_in(name: str, position: int | None) -> Function:
        def answer(*arguments: Any) -> Any:
            value = answers[name](*(revived(own_caches.token_of(each)) for each in arguments))
            if not caches or position is None:
                return value
            return own_caches.in_place_of(value, position, own(name), (arguments, {}), caches)

        return answer

    return {each.name: stand_in(each.name, each.cache_position) for each in exercises}
