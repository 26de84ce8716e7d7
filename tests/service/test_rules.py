"""Who is graded when, and what counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from autograder.grading_rules import BEST, LAST, Rules
from autograder.service.attempt import Attempt, State
from autograder.service.queue import Queue
from autograder.service.rules import counts, next_try, not_yet

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
NEW = Attempt("key", "name", "ada", "tiny", NOW, NOW)


def graded(points: float | None, minutes_ago: float = 60, penalty: float = 0) -> Attempt:
    when = NOW - minutes_ago * MINUTE
    state = State.WAITS if points is None else State.DONE
    return replace(
        NEW, state=state, graded=when, points=points, penalty=penalty, counts=True, key=str(when)
    )


@pytest.mark.parametrize(
    ("earlier", "rules", "state", "until"),
    [
        ([], Rules(), None, None),
        ([], Rules(automatic=False), State.WAITS, None),
        ([graded(1), graded(2, 30)], Rules(attempts=2), State.NOT_GRADED, None),
        ([graded(1), graded(None, 30)], Rules(attempts=2), None, None),
        ([graded(1, 4)], Rules(pause=5), State.HELD, NOW + MINUTE),
        ([graded(1, 5)], Rules(pause=5), None, None),
    ],
)
def test_what_is_graded_now(
    earlier: list[Attempt], rules: Rules, state: State | None, until: datetime | None
) -> None:
    waits = not_yet(NEW, earlier, rules, NOW)
    assert (waits and waits.state, waits and waits.until) == (state, until)


@pytest.mark.parametrize(
    ("attempt", "earlier", "rule", "does"),
    [
        (graded(1), [graded(2)], LAST, True),
        (graded(1), [graded(2)], BEST, False),
        (graded(2), [graded(2)], BEST, True),
        (graded(3, penalty=3), [graded(2)], BEST, False),
        (graded(None), [graded(2)], BEST, False),
        (graded(None), [], BEST, True),
        (graded(1), [graded(None)], BEST, True),
    ],
)
def test_what_counts(attempt: Attempt, earlier: list[Attempt], rule: str, does: bool) -> None:
    assert counts(attempt, earlier, Rules(counts=rule)) is does


def test_learners_take_turns_and_their_newest_counts() -> None:
    queue = Queue()
    for number in range(3):
        queue.put(replace(NEW, key=f"ada {number}"))
    queue.put(replace(NEW, assignment="other", key="ada other"))
    queue.put(replace(NEW, student="ben", key="ben"))
    queue.put(replace(NEW, student="cleo", key="cleo", until=NOW + MINUTE))
    assert [take(queue), take(queue, "ada"), take(queue, "ada")] == ["ada 2", "ben", None]
    queue.put(replace(NEW, student="ben", key="ben again"))
    assert [take(queue) for _ in range(3)] == ["ada other", "ben again", None]


def take(queue: Queue, *busy: str) -> str | None:
    attempt = queue.take(busy, NOW, list)
    return attempt and attempt.key


def test_pauses_after_faults_grow() -> None:
    pauses = [(next_try(tries, NOW) - NOW) / MINUTE for tries in (1, 2, 3, 50)]
    assert pauses == [1, 2, 4, 480]
