"""Mistakes, several at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from autograder.graders.exercise import Assignment, Exercise
from autograder.mistakes.catalogue import mistakes_of
from autograder.mistakes.made import called_by
from autograder.mistakes.mistake import Mistake
from autograder.mistakes.source import fit_together

Mistakes = tuple[Mistake, ...]

MOST_PAIRS = 300  # that are tried for one learner's answers to one exercise


def with_one_more(mistakes: Mistakes, others: Iterable[Mistake]) -> Iterator[Mistakes]:
    """Yield mistakes as they are, then with each of others that another function has."""
    yield mistakes
    taken = {known.function for known in mistakes}
    yield from ((*mistakes, known) for known in others if known.function not in taken)


def known_in(exercise: Exercise, assignment: Assignment) -> Mistakes:
    """Return the known mistakes of an exercise, then those of exercises that its function calls.

    Nobody makes mistakes in what is left out.
    """
    given = {each.name for each in assignment.left_out}
    called = [name for name in called_by(assignment.name, exercise.name) if name not in given]
    below = (known for name in called for known in mistakes_of(assignment.name, name))
    return (
        *mistakes_of(assignment.name, exercise.name),
        *(known for known in below if known.function in called),
    )


def in_pairs(some: Iterable[Mistakes], others: Iterable[Mistakes]) -> Iterator[Mistakes]:
    """Yield each of some mistakes with each of others, but for those of the same words."""
    others = list(others)
    seen: set[frozenset[Mistake]] = set()
    for one in some:
        for other in others:
            both = (*one, *other)
            if frozenset(both) not in seen and fit_together(both):
                seen.add(frozenset(both))
                yield both
