"""Several attempts: what the staff have set about their number, pauses, points and feedback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.service.attempt import State
from autograder.service.attempt_log import AttemptLog
from autograder.service.orders import Kind, Orders
from autograder.service.state import progress

from ..batch.conftest import wait_until
from .conftest import Served, served, total, wrong

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]

RULES = """
attempts = 2
pause = 0.04
counts = "best"
shows = "hints"
"""


@pytest.fixture
def school(tmp_path: Path) -> Served:
    return served(tmp_path, RULES + 'feedback = "when released"')


def wait_for(school: Served, name: str, state: State) -> None:
    def is_there() -> bool:
        attempt = school.attempt(name)
        return attempt is not None and attempt.state is state

    wait_until(is_there)


def test_the_best_of_two_and_feedback_when_it_is_released(school: Served) -> None:
    right, bad = school.course.solved, wrong(school.course)
    with school.running():
        names = {who: [school.submit(who, first)] for who, first in (("ada", bad), ("ben", right))}
        for who, second in (("ada", right), ("ben", bad)):
            wait_for(school, names[who][0], State.DONE)
            names[who].append(school.submit(who, second))
            wait_for(school, names[who][1], State.HELD)
        for who in names:
            wait_for(school, names[who][1], State.DONE)
            names[who].append(school.submit(who, right))
            wait_for(school, names[who][2], State.NOT_GRADED)
        assert [each.counts for each in school.attempts("ada")] == [True, True, False]
        assert [each.counts for each in school.attempts("ben")] == [True, False, False]
        assert school.attempts("ben")[2].why == "all 2 attempts are used"
        assert [school.standing(who).points for who in names] == [9, 9]
        for who, folder in (("ada", names["ada"][1]), ("ben", names["ben"][0])):
            inbound = school.exchange / "unrolled/inbound" / folder / "tiny.ipynb"
            counted = school.root / "submitted" / who / "tiny/tiny.ipynb"
            assert json.loads(counted.read_text()) == json.loads(inbound.read_text())
        assert not list(school.exchange.glob("unrolled/feedback/*"))
        orders = Orders(school.root)
        orders.give(Kind.RELEASE, "grace", "tiny")
        pages = {who: [school.wait_for_page(name) for name in names[who][:2]] for who in names}
        orders.give(Kind.GRADE, "grace", school.attempts("ben")[2].key)
        wait_for(school, names["ben"][2], State.DONE)
        assert school.page(names["ben"][2]) is None  # it was graded after the order
        school.set(RULES + 'feedback = "at once"')
        assert total(school.wait_for_page(names["ben"][2])) == 9
    assert [total(page) for page in pages["ada"]] == [total(page) for page in pages["ben"][::-1]]
    assert total(pages["ben"][1]) < total(pages["ben"][0]) == 9
    assert "What was checked" not in pages["ben"][1]
    assert "What was checked" in (school.root / "feedback/ben/tiny/tiny.html").read_text()
    now = progress(AttemptLog(school.root), "ben", "tiny")
    assert (now.left, now.counted) == (0, school.attempts("ben")[2])
