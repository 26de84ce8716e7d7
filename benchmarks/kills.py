"""A service that is killed again and again, compared with one that is not."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from autograder.batch.standing import standings
from autograder.service.attempt_log import AttemptLog
from benchmarks.school import COURSE, School

LOOK_SECONDS = 0.05
WRONG = 3  # every third learner has not solved anything


@dataclass(frozen=True)
class Compared:
    """What is different after kills; `pages` counts what was compared."""

    assignment: str
    submissions: int
    kills: int
    pages: int
    different: tuple[str, ...]


def compared(
    folder: Path, assignment: str, learners: int, kills: int, jobs: int, budget: float
) -> Compared:
    """Let a class submit, and have it graded twice: undisturbed, and killed at random moments."""
    school = School(folder / "undisturbed", assignment)
    unsolved = nbformat.writes(school.release)
    for number in range(learners):
        wrong = number % WRONG == WRONG - 1
        school.submit(f"learner{number:04d}", unsolved if wrong else school.right)
    twin = school.copy(folder / "killed")
    for moment in sorted(random.randrange(learners) for _ in range(kills)):
        service = twin.serve(jobs, budget)
        _wait_until_released(twin, moment)
        time.sleep(random.random())
        service.kill()
        service.wait()
    for each in (school, twin):
        with each.served(jobs, budget):
            _wait_until_released(each, learners)
    expected, found = _outcome(school), _outcome(twin)
    names = sorted(expected.keys() | found.keys())
    different = tuple(name for name in names if expected.get(name) != found.get(name))
    pages = sum(name.endswith(".html") for name in expected)
    return Compared(assignment, learners, kills, pages, different)


def _wait_until_released(school: School, submissions: int) -> None:
    log = AttemptLog(school.course)
    while sum(attempt.released for attempt in log.all()) < submissions:
        time.sleep(LOOK_SECONDS)
        log.catch_up()


def _outcome(school: School) -> dict[str, Any]:
    """Return what must be the same: pages, attempts and marks, by what they are."""
    pages = {
        str(page.relative_to(school.root)): page.read_text()
        for pattern in (f"{COURSE}/feedback/*/*/*.html", f"exchange/{COURSE}/feedback/*.html")
        for page in school.root.glob(pattern)
    }
    attempts = {
        f"attempt {each.name}": (each.state, each.points, each.counts, each.released, each.tries)
        for each in AttemptLog(school.course).all()
    }
    marks = {
        f"marks {who}": has for who, has in standings(school.course, school.assignment).items()
    }
    return {**pages, **attempts, **marks}
