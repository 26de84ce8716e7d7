"""A Dask cluster grades what comes into the exchange."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.service.attempt import State

from ..batch.conftest import kill_all, wait_until
from ..batch.machines import family, machines_in
from .conftest import served, sleeping, total, wrong

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]


def test_workers_come_and_go_while_learners_submit(tmp_path: Path) -> None:
    school = served(tmp_path / "school")
    with machines_in(tmp_path) as machines:
        first = machines.start_worker("first")
        with school.running("--dask", machines.address) as service:
            right = school.submit("ada", school.course.solved)
            other = school.submit("ben", b"{")
            assert total(school.wait_for_page(right)) == 9
            assert "could not be read" in school.wait_for_page(other)
            lost = school.submit("cleo", sleeping(school.course.solved, 2))
            wait_until(lambda: school.attempts("cleo")[-1:] != [])
            wait_until(lambda: school.attempts("cleo")[0].state is State.GRADING)
            machines.start_worker("second")
            kill_all(family(first))
            assert total(school.wait_for_page(lost)) == 9
            assert total(school.wait_for_page(school.submit("dora", wrong(school.course)))) < 9
            assert service.poll() is None
    assert [school.standing(who).points for who in ("ada", "cleo")] == [9, 9]
    assert {each.tries for who in ("ada", "cleo") for each in school.attempts(who)} == {0}
