"""Killed at any moment, the service comes to the same end."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.standing import standings
from autograder.service.attempt_log import AttemptLog

from ..batch.conftest import kill_all, slow, wait_until
from ..nbgrader.conftest import cell
from .conftest import Served, configure, served, wrong

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]

LEARNERS = 6
MOMENTS = (0, 2, 4)  # attempts that are done when it is killed, or a moment later


@pytest.fixture
def school(tmp_path: Path) -> Served:
    school = served(tmp_path / "undisturbed", "attempts = 3")
    for number in range(LEARNERS):
        notebook = wrong(school.course) if number % 3 == 1 else school.course.solved
        if number == 2:
            school.submit("learner2", notebook)
        cell(notebook, "small").source = f"Answer {number}."
        school.submit(f"learner{number}", slow(notebook))
    return school


def twin(school: Served, root: Path) -> Served:
    """Copy a course with its exchange."""
    shutil.copytree(school.exchange.parent, root)
    copied = Served(school.course.copy(root / "again"), root / "exchange")
    configure(copied)
    return copied


def done(school: Served) -> int:
    return sum(each.released for each in AttemptLog(school.root).all())


def outcome(school: Served) -> dict[str, Any]:
    pages = {
        str(page.relative_to(root)): page.read_text()
        for root, pattern in (
            (school.root, "feedback/*/tiny/*.html"),
            (school.exchange, "unrolled/feedback/*.html"),
        )
        for page in root.glob(pattern)
    }
    attempts = {
        each.name: (each.state, each.points, each.counts, each.released, each.tries)
        for each in AttemptLog(school.root).all()
    }
    folders = sorted(
        str(path.relative_to(school.root))
        for step in ("submitted", "autograded", "feedback")
        for path in school.root.glob(f"{step}/*/*")
    )
    return {
        "pages": pages,
        "attempts": attempts,
        "marks": standings(school.root, "tiny"),
        "folders": folders,
    }


def test_killed_again_and_again(school: Served, tmp_path: Path) -> None:
    killed = twin(school, tmp_path / "killed")
    with school.running():
        wait_until(lambda: done(school) == LEARNERS)
    for moment in MOMENTS:
        process = killed.start()
        wait_until(lambda: done(killed) >= min(moment, LEARNERS - 1))  # noqa: B023
        time.sleep(random.random())
        kill_all([process])
        process.communicate()
    with killed.running():
        wait_until(lambda: done(killed) == LEARNERS)
    assert outcome(killed) == outcome(school)
    assert len(outcome(school)["pages"]) == 2 * LEARNERS
