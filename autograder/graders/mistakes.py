"""The reference with known mistakes in it, one or several."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from autograder.graders.reference import Reference
from autograder.misconceptions.variant import Misconception

Mistakes = tuple[Misconception, ...]


def mistaken_reference(assignment: str, mistakes: Mistakes) -> Reference:
    """Return the reference with these mistakes, each built on those before it."""
    replaced: dict[str, Callable[..., Any]] = {}
    for known in mistakes:
        replaced[known.replaces] = known.calling(Reference(assignment, replaced).function)
    return Reference(assignment, replaced)


def with_one_more(mistakes: Mistakes, others: Mistakes) -> Iterator[Mistakes]:
    """Yield mistakes as they are, then with each of others that another function has."""
    yield mistakes
    taken = {known.replaces for known in mistakes}
    yield from ((*mistakes, known) for known in others if known.replaces not in taken)
