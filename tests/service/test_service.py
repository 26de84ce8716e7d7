"""Feedback comes after *Submit*, with nobody at work."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator

import psutil
import pytest

from autograder.service.attempt import State

from ..batch.conftest import wait_until
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


def test_the_newest_submission_counts(school: Served, service: psutil.Popen) -> None:
    first = school.submit("cleo", school.course.solved)
    school.wait_for_page(first)
    second = school.submit("cleo", wrong(school.course))
    assert total(school.wait_for_page(second)) == school.standing("cleo").points < 9
    assert total(school.wait_for_page(first)) == 9
