"""What a check finds at fault in somebody's answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from autograder.graders.expectations import Answer
from autograder.graders.failure import Earlier, Wrong, is_complaint
from autograder.graders.problem import Problem

Find = Callable[[Sequence[Answer]], Problem | None]
Found = Problem | Exception


def found_in(answers: Sequence[Answer], find: Find) -> Found | None:
    """Return what is wrong with answers, also if that is an exception; None if nothing is."""
    try:
        return find(answers)
    except Exception as failure:
        return failure


def is_mute(found: Found) -> bool:
    """Say whether something ended in a way that tells nothing of what is wrong."""
    return not (isinstance(found, Problem | Earlier | Wrong) or is_complaint(found))


def of_kind(kind: str, answers: Sequence[Answer]) -> Sequence[Answer]:
    """Return the answers of a kind; raise what kept the ordinary cases from being answered."""
    for given in answers:
        if given.case.kind == "ordinary" and given.failure is not None:
            raise given.failure
    return [given for given in answers if given.case.kind == kind]
