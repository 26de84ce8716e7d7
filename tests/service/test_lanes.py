"""What takes longer than most keeps nobody waiting, and is graded all the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client import generate_latest

from autograder.service.attempt import Attempt, State
from autograder.service.attempt_log import AttemptLog
from autograder.service.health import Health
from autograder.service.lanes import LONGEST_WAIT, SILENCE, WHOLE, Lanes, UnderWay
from autograder.service.metrics import Metrics

from ..batch.conftest import kill_all, wait_until
from .conftest import Served, served, sleeping, total
from .test_rules import MINUTE, NEW, NOW

QUICK = [replace(NEW, key=f"quick{n}", seconds=1.0, silence=0.1) for n in range(5)]
BEHIND = replace(NEW, key="behind", student="mal", behind_since=NOW - MINUTE)
OVERDUE = replace(BEHIND, key="overdue", behind_since=NOW - LONGEST_WAIT - MINUTE)
SLOW_SECONDS = 6


@pytest.mark.parametrize(
    ("took", "whole", "silence"),
    [
        ([1.0] * 4, 30, 10),
        ([300.0] * 4 + [1.0] * 5, 10, 3),
        ([0.01] * 5, 1, 0.3),
        ([1.0] * 4 + [None], 30, 10),
    ],
)
def test_patience_is_learnt_and_many_slow_ones_do_not_stretch_it(
    took: list[float | None], whole: float, silence: float
) -> None:
    patiences = [WHOLE(), SILENCE()]
    for patience in patiences:
        for seconds in took:
            patience.learn(seconds)
    assert [patience.seconds for patience in patiences] == [whole, silence]


@pytest.mark.parametrize(
    ("ready", "under_way", "jobs", "started"),
    [
        ([BEHIND, NEW], [], 2, [NEW]),
        ([BEHIND], [], 1, [BEHIND]),
        ([BEHIND], [NEW], 1, []),
        ([BEHIND], [NEW], 2, []),
        ([BEHIND], [], 2, [BEHIND]),
        ([BEHIND], [NEW], 3, [BEHIND]),
        ([BEHIND], [NEW, BEHIND], 3, []),
        ([OVERDUE, NEW], [NEW], 1, [OVERDUE]),
        ([OVERDUE, NEW], [BEHIND], 2, [NEW]),
    ],
)
def test_who_may_start(
    ready: list[Attempt], under_way: list[Attempt], jobs: int, started: list[Attempt]
) -> None:
    assert Lanes(QUICK).may_start(ready, under_way, jobs, NOW) == started


@pytest.mark.parametrize(
    ("under_way", "key"),
    [
        ([(QUICK[0], 9.9, 0.2), (QUICK[1], 0.5, 0.0)], None),
        ([(QUICK[0], 10.1, 0.0), (QUICK[1], 12.0, 0.0)], "quick1"),
        ([(QUICK[0], 9.9, 0.0), (QUICK[1], 0.5, 0.4)], "quick1"),
        ([(QUICK[0], 9.9, 0.0), (BEHIND, 0.5, 0.0)], "behind"),
        ([(QUICK[0], 9.9, 0.0), (OVERDUE, 99.0, 99.0)], None),
        ([(replace(NEW, assignment="other"), 29.0, 9.0)], None),
    ],
)
def test_who_gives_way(under_way: list[tuple[Attempt, float, float]], key: str | None) -> None:
    lanes = Lanes(QUICK)
    lanes.started(OVERDUE, NOW)
    lanes.started(BEHIND, NOW)  # which is not overdue
    found = lanes.gives_way([UnderWay(*each) for each in under_way])
    assert (found and found.key) == key


def test_overdue_ones_have_a_turn_now_and_then() -> None:
    lanes, later = Lanes(QUICK), NOW + LONGEST_WAIT + MINUTE
    other = replace(OVERDUE, key="other")
    lanes.started(OVERDUE, NOW)
    assert lanes.may_start([other, NEW], [], 2, NOW) == [NEW]
    lanes.started(other, NOW)
    assert lanes.gives_way([UnderWay(other, 1.0, 0.0)]) is other
    assert lanes.may_start([other, NEW], [], 2, later) == [other]


@pytest.mark.parametrize(
    ("last", "since"),
    [
        ([], None),
        ([replace(NEW, seconds=9.9)], None),
        ([replace(NEW, seconds=10.1)], NOW),
        ([replace(NEW, seconds=10.1), replace(NEW, seconds=1.0)], None),
        ([replace(NEW, state=State.NOT_GRADED, behind_since=NOW - timedelta(days=1))], NOW),
    ],
)
def test_who_was_slow_before_lines_up_behind(last: list[Attempt], since: object) -> None:
    assert Lanes(QUICK).lined_up(NEW, [*last, NEW], NOW).behind_since == since


def test_operators_know_how_many_wait_behind(tmp_path: Path) -> None:
    (tmp_path / ".unrolled").mkdir()
    attempts = AttemptLog(tmp_path)
    attempts.write(BEHIND)
    told = generate_latest(Metrics(attempts, Health()).registry).decode().splitlines()
    assert {"unrolled_behind 1.0", "unrolled_oldest_seconds 0.0"} <= set(told)


@pytest.fixture
def school(tmp_path: Path) -> Served:
    """A course of which five submissions were graded, each in a second."""
    school = served(tmp_path)
    (school.root / ".unrolled").mkdir(exist_ok=True)
    for each in QUICK:
        AttemptLog(school.root).write(replace(each, state=State.DONE, released=True))
    return school


@pytest.mark.nbgrader
@pytest.mark.sandbox
def test_a_slow_submission_gives_way_and_is_graded_later(school: Served) -> None:
    def mal() -> Attempt | None:
        return school.attempt(slow)

    slow = school.submit("mal", sleeping(school.course.solved, SLOW_SECONDS))
    process = school.start()
    wait_until(lambda: (found := mal()) is not None and found.state is State.GRADING)
    quick = school.submit("ben", school.course.solved)
    assert total(school.wait_for_page(quick)) == 9
    found = mal()
    assert found is not None
    assert (found.behind_since is not None, found.graded, found.why) == (True, None, "")
    kill_all([process])
    process.communicate()
    with school.running():
        assert total(school.wait_for_page(slow)) == 9
    found = mal()
    assert found is not None
    assert (found.state, found.tries, found.counts) == (State.DONE, 0, True)
    assert (found.seconds or 0) > SLOW_SECONDS
    assert (found.silence or 0) > SLOW_SECONDS / 2
