"""Which of somebody's exercises a mistake lies in."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.graders.attempt import Attempt


class Blame:
    """Finds the exercises that are to blame for what is wrong in later ones.

    Parameters
    ----------
    attempts : somebody's attempts at all exercises, by name.
    """

    def __init__(self, attempts: Mapping[str, Attempt]) -> None:
        self._attempts = attempts

    def may_lie_in(self, name: str) -> bool:
        """Say whether an exercise may be why a later one is wrong."""
        attempt = self._attempts.get(name)
        return attempt is not None and (attempt.imperfect or self.changes_arguments(name))

    def changes_arguments(self, name: str) -> bool:
        """Say whether a function changes its arguments itself, and none that it calls does."""
        attempt = self._attempts.get(name)
        if attempt is None or not any(given.mutated for given in attempt.answers):
            return False
        return not any(map(self.changes_arguments, chain(*attempt.exercise.uses)))

    def culprits(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the exercises with the mistake: some of these may only suffer from it, too."""
        blamed = (self._attempts[name].blamed or (name,) for name in names)
        return tuple(dict.fromkeys(chain.from_iterable(blamed)))
