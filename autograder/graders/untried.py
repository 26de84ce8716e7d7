"""Cases in which an earlier function fails whose result an exercise is handed."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.graders.expectations import Answer
from autograder.graders.failure import Earlier


def where_tried(answers: Sequence[Answer], right: Sequence[Answer]) -> list[Answer] | None:
    """Return answers with the right ones where the exercise could not be tried.

    None if it could be everywhere, if it could not in half of the cases or more, or in one that is
    large: whoever fails there might not have been fast enough.
    """
    untried = [given.case for given in answers if isinstance(given.outputs, Earlier)]
    few = 0 < 2 * len(untried) < len(answers)
    if not few or any(case.is_large for case in untried):
        return None
    pairs = zip(answers, right, strict=True)
    return [m if isinstance(given.outputs, Earlier) else given for given, m in pairs]
