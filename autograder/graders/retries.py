"""What somebody's code answers with the reference in place of some of their functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from autograder.graders.code import Caches, ObservedCode
from autograder.graders.exercise import Assignment
from autograder.graders.expectations import Answer
from autograder.graders.failure import Earlier
from autograder.graders.fault import Find, Found, found_in, is_mute
from autograder.graders.problem import Problem

# Gives somebody's functions with the reference's in place of those named.
Substitute = Callable[[tuple[str, ...], Caches], ObservedCode]


class Retries:
    """Answers to one exercise, each computed when it is first asked for.

    Parameters
    ----------
    substitute : None when that could not help.
    answer : gives the answers of some functions.
    """

    def __init__(
        self,
        assignment: Assignment,
        substitute: Substitute | None,
        answer: Callable[[ObservedCode], Sequence[Answer]],
    ) -> None:
        self._assignment = assignment
        self._substitute = substitute
        self._answer = answer
        self._answers: dict[tuple[tuple[str, ...], Caches], Sequence[Answer]] = {}

    @property
    def are_possible(self) -> bool:
        """Whether there can be any."""
        return self._substitute is not None

    def pass_with(
        self, find: Find, group: tuple[str, ...], forms: tuple[Caches, ...] = tuple(Caches)
    ) -> bool:
        """Say whether nothing is found with the reference in a group's place, in a form of caches.

        What takes too long in one form does so in the others, too.
        """
        if self._substitute is None:
            return False
        has_caches = any(map(self.has_cache, group))
        for caches in forms if has_caches else (Caches.TOKENS,):
            found = found_in(self._with(group, caches), find)
            if found is None:
                return True
            if is_mute(found):
                return False
        return False

    def has_cache(self, name: str) -> bool:
        """Say whether an exercise's function returns a cache."""
        return self._assignment.exercise(name).cache_position is not None

    def answers(self) -> Iterator[Sequence[Answer]]:
        """Yield all answers that there are by now."""
        yield from self._answers.values()

    def own_failure(self, find: Find) -> tuple[Found, Sequence[Answer]] | None:
        """Return what is wrong with the exercise's own function, where a retry tells that.

        Whoever looks into a cache that is not their own fails at it, which tells nothing.
        """
        for (group, _), answers in self._answers.items():
            found = found_in(answers, find)
            tells = not isinstance(found, Earlier) and not any(map(self.has_cache, group))
            if isinstance(found, Problem) or (found is not None and tells):
                return found, answers
        return None

    def _with(self, group: tuple[str, ...], caches: Caches) -> Sequence[Answer]:
        assert self._substitute is not None
        if (group, caches) not in self._answers:
            self._answers[group, caches] = self._answer(self._substitute(group, caches))
        return self._answers[group, caches]
