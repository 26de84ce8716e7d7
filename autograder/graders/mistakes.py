"""Known mistakes, several at once."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.mistakes.mistake import Mistake

Mistakes = tuple[Mistake, ...]


def with_one_more(mistakes: Mistakes, others: Mistakes) -> Iterator[Mistakes]:
    """Yield mistakes as they are, then with each of others that another function has."""
    yield mistakes
    taken = {known.function for known in mistakes}
    yield from ((*mistakes, known) for known in others if known.function not in taken)
