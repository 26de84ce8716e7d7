"""Feedback comes after *Submit*, with nobody at work."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

import nbformat
import psutil
import pytest
from nbgrader.api import Gradebook

from autograder.process.database import database
from autograder.service.attempt import State

from .. import in_process
from ..batch.conftest import kill_all, slow, wait_until
from ..batch.test_faults import pool_processes
from .conftest import Served, served, total, wrong

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return served(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="module")
def service(school: Served) -> Iterator[psutil.Popen]:
    with school.running() as process:
        yield process


def test_feedback_comes_after_submit(school: Served, service: psutil.Popen) -> None:
    right, other = school.submit("ada", school.course.solved), school.submit("ben", b"{")
    assert total(school.wait_for_page(right)) == 9
    assert "could not be read" in school.wait_for_page(other)
    (attempt,) = school.attempts("ada")
    assert (attempt.state, attempt.points, attempt.counts) == (State.DONE, 9, True)
    assert school.attempts("ben")[0].state is State.UNREADABLE
    assert school.standing("ada").points == 9
    assert school.standing("ben").points == 0
    assert (school.root / "feedback/ada/tiny/tiny.html").exists()


def test_what_operators_ask(school: Served, service: psutil.Popen) -> None:
    port = json.loads(service.stderr.readline())["message"].split("/")[2]

    def answer(path: str) -> str:
        with urllib.request.urlopen(f"http://{port}/{path}") as response:
            return str(response.read(), "utf-8")

    wait_until(lambda: json.loads(answer("health?live"))["ready"])
    assert json.loads(answer("health")) == {"live": True, "ready": True, "trouble": ""}
    assert 'unrolled_attempts_ended_total{assignment="tiny",state="done"}' in answer("metrics")


def test_a_flood_by_one_learner_delays_nobody(school: Served, service: psutil.Popen) -> None:
    """And another run works on the same assignment meanwhile."""
    flood = [school.submit("flooding", slow(school.course.solved)) for _ in range(9)]
    other = school.submit("dora", school.course.solved)
    done = in_process.unrolled("grade", "tiny", f"--course={school.root}", "--jobs=1")
    assert done.returncode == 0, done.stderr
    assert total(school.wait_for_page(other)) == 9
    assert total(school.wait_for_page(flood[-1])) == 9
    times = [each.graded for each in school.attempts("flooding") if each.graded]
    (between,) = [each.graded for each in school.attempts("dora")]
    assert between is not None
    assert len([time for time in times if time < between]) < 2
    states = {each.state for each in school.attempts("flooding")}
    assert states == {State.DONE, State.NOT_GRADED}


def test_a_fault_of_the_grader_gives_no_marks(school: Served, service: psutil.Popen) -> None:
    name = school.submit("unlucky", slow(school.course.solved))

    def is_given_up() -> bool:
        attempt = school.attempt(name)
        if attempt is not None and attempt.state is State.GRADING:
            with suppress(psutil.Error):
                kill_all(pool_processes(service))
        return attempt is not None and attempt.tries > 0

    wait_until(is_given_up)
    (attempt,) = school.attempts("unlucky")
    assert (attempt.state, attempt.points) == (State.WAITS, None)
    assert attempt.until is not None
    assert school.page(name) is None
    later = school.submit("eve", school.course.solved)
    assert total(school.wait_for_page(later)) == 9


def test_the_newest_submission_counts(school: Served, service: psutil.Popen) -> None:
    first = school.submit("cleo", school.course.solved)
    school.wait_for_page(first)
    second = school.submit("cleo", wrong(school.course))
    assert total(school.wait_for_page(second)) == school.standing("cleo").points < 9
    assert total(school.wait_for_page(first)) == 9


def test_who_was_removed_does_not_come_back_unasked(school: Served, service: psutil.Popen) -> None:
    school.wait_for_page(school.submit("frida", school.course.solved))
    with Gradebook(database(school.root), "unrolled") as gradebook:
        gradebook.remove_student("frida")
    name = school.submit("frida", wrong(school.course))
    wait_until(lambda: (attempt := school.attempt(name)) is not None and attempt.tries > 0)
    attempt = school.attempt(name)
    assert attempt is not None
    assert (attempt.state, attempt.why[:30]) == (State.WAITS, "staff have removed this learne")
    with Gradebook(database(school.root), "unrolled") as gradebook:
        assert "frida" not in [student.id for student in gradebook.students]


def test_the_map_of_the_course_follows_its_settings(school: Served, service: psutil.Popen) -> None:
    course_map = school.exchange / "unrolled/course.md"
    wait_until(course_map.exists)
    assert course_map.read_text().splitlines()[2:] == ["| 1 | `tiny`: A tiny recurrence |"]
    school.set("[tiny]\ndue = 2099-12-31T23:59:00Z")
    wait_until(lambda: "31 December 2099" in course_map.read_text())


def test_a_submission_of_many_files_is_not_copied(school: Served, service: psutil.Popen) -> None:
    """Copying takes time, and more than in proportion where links are left out."""
    name = f"olga+tiny+{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f} UTC+random"
    place = school.exchange / "unrolled/inbound" / name
    place.mkdir()
    (place / "tiny.ipynb").write_text(nbformat.writes(school.course.solved))
    for number in range(20_000):
        (place / f"{number}").symlink_to("tiny.ipynb")
    place.chmod(0o777)
    wait_until(lambda: school.attempt(name) is not None)
    (attempt,) = school.attempts("olga")
    assert attempt.state is State.UNREADABLE
    assert attempt.why == (
        "it cannot be copied: it holds more than 300 files and folders. Hand in the notebook, "
        "and nothing else."
    )
