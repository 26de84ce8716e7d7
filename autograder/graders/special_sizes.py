"""The special sizes that somebody's code is wrong for: who forgets one pays for it once."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.graders.exercise import Case
from autograder.graders.expectations import Answer
from autograder.graders.fault import Find, found_in


class SpecialSizes:
    """Those of an exercise's cases, and which have been paid for by a check that failed."""

    def __init__(self, cases: list[Case]) -> None:
        self._sizes = tuple(dict.fromkeys(s for case in cases for s in sorted(case.special_sizes)))
        self._paid: set[str] = set()

    @property
    def paid(self) -> frozenset[str]:
        """Those that a check has failed for."""
        return frozenset(self._paid)

    def paid_by(
        self,
        find: Find,
        right: Sequence[Answer],
        tried: Sequence[Sequence[Answer]],
        elsewhere: frozenset[str] = frozenset(),
    ) -> tuple[str, ...]:
        """Return the sizes that alone make a check fail, if earlier ones have paid for all of them.

        If they have not, this one pays for one.

        Parameters
        ----------
        tried : answers, of which some have to be right but for these sizes.
        elsewhere : what is paid for in exercises that this one builds on.
        """
        wrong = set(self._sizes)
        if not wrong or not _pass_but_for(wrong, find, right, tried):
            return ()
        for size in self._sizes:
            if _pass_but_for(wrong - {size}, find, right, tried):
                wrong.remove(size)
        unpaid = sorted(wrong - self._paid - elsewhere)
        self._paid.update(unpaid[:1])
        return () if unpaid else tuple(sorted(wrong))


def _pass_but_for(
    sizes: set[str], find: Find, right: Sequence[Answer], tried: Sequence[Sequence[Answer]]
) -> bool:
    """Say whether some answers are right in all cases but those of some special sizes."""
    return any(
        found_in([m if sizes & g.case.special_sizes else g for g, m in pairs], find) is None
        for answers in tried
        for pairs in [list(zip(answers, right, strict=True))]
    )
