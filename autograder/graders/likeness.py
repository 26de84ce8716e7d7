"""How far other answers to the hidden cases are the same as somebody's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from math import ceil

from autograder.graders.expectations import Answer, Glimpse, same_outputs
from autograder.graders.parts import Parts, Sizes, alike_in_size, places, same_part, sizes

Kinds = tuple[str, ...]  # of cases; those of all kinds if there is none


class Likeness:
    """Compares answers with somebody's, part by part.

    Parameters
    ----------
    given : somebody's answers to all cases.
    right : the reference's.
    """

    def __init__(self, given: Sequence[Answer], right: Sequence[Answer]) -> None:
        self.given = given
        self._right = right
        self._places = [
            {} if isinstance(answer.outputs, Exception) else places(answer.outputs)
            for answer in right
        ]
        self._sizes: dict[int, Sizes] = {}

    @cached_property
    def parts(self) -> Parts:
        """All parts that right answers have."""
        return frozenset(part for each in self._places for part in each)

    @cached_property
    def met(self) -> Parts:
        """The parts that are right in every ordinary case that was answered."""
        wrong = (self.differing(i, self._right[i]) for i in self.answered(("ordinary",)))
        return self.parts.difference(*wrong)

    @cached_property
    def fails(self) -> bool:
        """Whether nothing but a failure came in the first ordinary case."""
        first = next((given for given in self.given if given.case.kind == "ordinary"), None)
        return first is not None and _is_failure(first)

    @cached_property
    def zero(self) -> Parts:
        """The parts that are zero in every case that was answered."""
        norms = [self._own_sizes(i) for i in self.answered() if not _is_failure(self.given[i])]
        return frozenset(part for part in self.parts if all(n.get(part, 0) == 0 for n in norms))

    def answered(self, kinds: Kinds = ()) -> list[int]:
        """Return the cases, without those that only repeat a failure at an earlier one."""
        failures: list[Exception] = []
        indices = []
        for index, given in enumerate(self.given):
            repeated = any(given.outputs is failure for failure in failures)
            if isinstance(given.outputs, Exception):
                failures.append(given.outputs)
            if not repeated and (not kinds or given.case.kind in kinds):
                indices.append(index)
        return indices

    def differing(self, index: int, other: Answer, among: Parts | None = None) -> Parts:
        """Return the parts in which another answer to a case differs; all, if one is a failure."""
        given, paths = self.given[index], self._places[index]
        parts = self.parts if among is None else among
        if given.case.megabytes or given.case.slow or _is_failure(given) or _is_failure(other):
            return frozenset() if same_outputs((), given, other) else parts
        threshold = given.case.tolerated
        return frozenset(
            part
            for part in parts & paths.keys()
            if not same_part(given.outputs, other.outputs, paths[part], threshold)
        )

    def unlike(self, glimpse: Glimpse) -> Parts:
        """Return the parts in which a glimpse differs; their sizes tell most of them apart."""
        given, paths = self.given[glimpse.index], self._places[glimpse.index]
        if _is_failure(given) or _is_failure(glimpse.answer):
            return self.differing(glimpse.index, glimpse.answer)
        own, threshold = self._own_sizes(glimpse.index), given.case.tolerated
        of_the_same_size = {
            part for part in paths if alike_in_size(own[part], glimpse.sizes[part], threshold)
        }
        others = frozenset(paths.keys() - of_the_same_size)
        return others | self.differing(glimpse.index, glimpse.answer, frozenset(of_the_same_size))

    def is_shared(
        self, others: Sequence[Answer], among: Parts, kinds: Kinds, enough: float
    ) -> bool:
        """Say whether others have the same answers to a share of the cases of each kind.

        And of those to which somebody's answer is wrong: agreeing where all is right tells nothing.
        """
        each_kind = [self._comparable((kind,)) for kind in kinds] or [self._comparable()]
        wrong = [i for i in dict.fromkeys(chain(*each_kind)) if i in self.wrong]
        asked = [indices for indices in (wrong, *each_kind) if indices]
        return bool(asked) and all(
            self._is_alike(others, among, indices, enough) for indices in asked
        )

    def _comparable(self, kinds: Kinds = ()) -> list[int]:
        """Return the answered cases without those that measure memory, which takes long.

        It is measured differently in and out of the sandbox, so it tells no mistakes apart.
        """
        return [
            index
            for index in self.answered(kinds)
            if not self.given[index].case.megabytes or index in self.wrong
        ]

    def _is_alike(
        self, others: Sequence[Answer], among: Parts, indices: list[int], enough: float
    ) -> bool:
        """Look at cases until it is clear whether the answers to enough of them are the same."""
        allowed = len(indices) - ceil(enough * len(indices))
        for index in indices:
            allowed -= bool(self.differing(index, others[index], among))
            if allowed < 0:
                return False
        return True

    @cached_property
    def wrong(self) -> frozenset[int]:
        """The cases in which some part is wrong."""
        return frozenset(i for i in self.answered() if self.differing(i, self._right[i]))

    def _own_sizes(self, index: int) -> Sizes:
        if index not in self._sizes:
            self._sizes[index] = sizes(self.given[index].outputs, self._places[index])
        return self._sizes[index]


def _is_failure(answer: Answer) -> bool:
    return isinstance(answer.outputs, Exception)
