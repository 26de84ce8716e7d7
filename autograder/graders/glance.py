"""A first look at what somebody's code answers to one exercise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain

from autograder.graders.attempt import Attempt
from autograder.graders.code import ObservedCode
from autograder.graders.exercise import Exercise
from autograder.graders.expectations import Answer, Expectations
from autograder.graders.failure import Wrong
from autograder.graders.fault import Find, Found, found_in, is_mute


class Glance(Attempt):
    """Tells whether all is right; the first fault ends every check, whosever it is.

    It looks no further than it must: at none of the cases behind the first that is wrong, for no
    other way to pass, and for no name of the mistake. Where a function has taken too long or ended
    its process, those that build on it are not waited for.

    Parameters
    ----------
    glances : at all exercises, by name.
    """

    def __init__(
        self,
        exercise: Exercise,
        expectations: Expectations,
        code: ObservedCode,
        glances: Mapping[str, Glance],
    ) -> None:
        super().__init__(exercise, expectations, code)
        self._glances = glances
        self._found: Found | None = None

    def _pass(
        self,
        find: Find,
        explain: Callable[[Found, Sequence[Answer]], Exception],
        or_else: Callable[[], bool] = lambda: False,
    ) -> None:
        self._found = self._found or self._mute_below() or found_in(self.answers, find)
        if self._found is not None:
            self.imperfect, self.blamed = True, (self.exercise.name,)
            raise self._found if isinstance(self._found, Exception) else Wrong(self._found.message)

    def _mute_below(self) -> Found | None:
        below = (self._glances[name]._found for name in chain(*self.exercise.uses))
        return next((found for found in below if found is not None and is_mute(found)), None)
