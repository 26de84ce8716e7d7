"""What the rules of a course say about an attempt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from autograder.content import settings
from autograder.grading_rules import AFTER_DUE, AT_ONCE, LAST, Rules
from autograder.service.attempt import Attempt, State

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=8)
MOST_DOUBLINGS = 10


def attempts_left(earlier: Sequence[Attempt], rules: Rules) -> int:
    """Return how many more submissions of a learner will be graded."""
    return max(0, rules.attempts - sum(each.state is State.DONE for each in earlier))


def next_possible(earlier: Sequence[Attempt], rules: Rules) -> datetime | None:
    """Return when the pause after the last graded attempt ends, if there was one."""
    graded = [each.graded for each in earlier if each.graded and each.state is State.DONE]
    return max(graded) + timedelta(minutes=rules.pause) if graded else None


def not_yet(
    attempt: Attempt, earlier: Sequence[Attempt], rules: Rules, now: datetime
) -> Attempt | None:
    """Return an attempt with the reason for which it is not graded now; None if it is."""
    if attempt.ordered:
        return None
    if not rules.automatic:
        return replace(attempt, state=State.WAITS, why="the staff grade this assignment by hand")
    if not attempts_left(earlier, rules):
        why = f"all {rules.attempts} attempts are used"
        return replace(attempt, state=State.NOT_GRADED, why=why, until=None)
    possible = next_possible(earlier, rules)
    if possible is not None and possible > now:
        why = f"there are {rules.pause:g} minutes between attempts"
        return replace(attempt, state=State.HELD, why=why, until=possible)
    return None


def counts(attempt: Attempt, earlier: Sequence[Attempt], rules: Rules) -> bool:
    """Say whether an attempt's marks go into the gradebook: of equal ones, the later one's do."""
    before = [each.earned for each in earlier if each.counts and each.earned is not None]
    if rules.counts == LAST or not before:
        return True
    return attempt.earned is not None and attempt.earned >= max(before)


def feedback_is_due(attempt: Attempt, now: datetime) -> bool:
    """Say whether a learner may have the feedback of an attempt."""
    course = settings(attempt.assignment)
    if course.rules.feedback == AFTER_DUE:
        due = course.due_for(attempt.student)
        return due is not None and now >= due
    return course.rules.feedback == AT_ONCE


def next_try(tries: int, now: datetime) -> datetime:
    """Return when the grader tries again what it has failed on so many times."""
    doublings = min(tries - 1, MOST_DOUBLINGS)
    return now + min(FIRST_PAUSE * 2**doublings, LONGEST_PAUSE)
