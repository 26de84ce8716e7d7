"""Which learners wrote code that is alike beyond what most of the class has in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autograder.report.tokens import tokens

LENGTH = 16  # tokens in a row: about two lines
ALIKE = 0.6  # share of the shorter one's own passages; see docs/report.md
SHORTEST = 200  # own passages: shorter code is alike by nature
COMMON = 0.1  # share of the class that has a passage: more, and it tells nothing
FEW = 4  # learners may always have one in common

Hashes = NDArray[np.int64]


@dataclass(frozen=True)
class Pair:
    """Two learners, and which share of the shorter one's own passages both have."""

    one: str
    other: str
    share: float
    passages: int


class Passages:
    """Collects the passages of each learner's code that the course did not give.

    Parameters
    ----------
    given : code that everybody got.
    """

    def __init__(self, given: Iterable[str] = ()) -> None:
        self._given = passages(given)
        self._students: list[str] = []
        self._found: list[Hashes] = []

    def add(self, student: str, cells: Iterable[str]) -> None:
        """Take in the cells of one learner."""
        self._students.append(student)
        self._found.append(np.setdiff1d(passages(cells), self._given, assume_unique=True))

    def alike(self) -> list[Pair]:
        """Return the pairs that are alike, the most alike first."""
        count = len(self._students)
        if count < 2:
            return []
        hashes = np.concatenate(self._found)
        owners = np.repeat(np.arange(count), [len(own) for own in self._found])
        hashes, owners = _uncommon(hashes, owners, max(FEW, int(COMMON * count)))
        own = np.bincount(owners, minlength=count)
        pairs = [
            Pair(
                self._students[one],
                self._students[other],
                round(float(shared[other] / min(own[one], own[other])), 3),
                int(shared[other]),
            )
            for one, shared in enumerate(_shared(hashes, owners, count))
            for other in _much(shared, np.minimum(own[one], own))
        ]
        return sorted(pairs, key=lambda pair: (-pair.share, pair.one, pair.other))


def passages(cells: Iterable[str]) -> Hashes:
    """Return a number for each different row of tokens; none reaches over a cell's end."""
    found = {
        hash(words[start : start + LENGTH])
        for words in map(tokens, cells)
        for start in range(len(words) - LENGTH + 1)
    }
    return np.sort(np.fromiter(found, np.int64, len(found)))


def _uncommon(hashes: Hashes, owners: Hashes, most: int) -> tuple[Hashes, Hashes]:
    """Leave out what more than `most` learners have; sort by passage, then by owner."""
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    _, position, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    kept = counts[position] <= most
    return hashes[kept], owners[kept]


def _shared(hashes: Hashes, owners: Hashes, count: int) -> Iterator[Hashes]:
    """Yield for each learner how many passages they share with each that comes after."""
    _, first, sizes = np.unique(hashes, return_index=True, return_counts=True)
    passage = np.repeat(np.arange(len(first)), sizes)
    by_owner = passage[np.argsort(owners, kind="stable")]
    ends = np.cumsum(np.bincount(owners, minlength=count))
    for one in range(count):
        mine = by_owner[ends[one - 1] if one else 0 : ends[one]]
        others = owners[_ranges(first[mine], sizes[mine])]
        yield np.bincount(others[others > one], minlength=count)


def _ranges(first: Hashes, sizes: Hashes) -> Hashes:
    """Return first, first + 1, … for each of the sizes, one after the other."""
    skipped = np.cumsum(sizes) - sizes
    return np.repeat(first - skipped, sizes) + np.arange(sizes.sum())


def _much(shared: Hashes, shorter: Hashes) -> Hashes:
    """Return the learners who share so much of the shorter one's passages that it tells."""
    return np.flatnonzero((shorter >= SHORTEST) & (shared >= ALIKE * shorter))
