"""`My results`: each learner sees theirs, in words, and nothing that they wrote is markup."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from autograder.grading_rules import AFTER_DUE, BEST, WHEN_RELEASED, Rules
from autograder.service.attempt import Attempt, State
from autograder.service.attempt_log import AttemptLog
from autograder.service.state import Progress
from autograder.service.web.standing import overview

from ..batch.conftest import wait_until
from .pages import NOON, PAGE, attempt, pages, some_attempts

pytest.importorskip("jupyterhub", reason="the pages need a hub (extra hub)")
MOST_STREAMS = 10


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("course")


@pytest.fixture(scope="module")
def attempts(course: Path) -> AttemptLog:
    return some_attempts(course)


@pytest.fixture(scope="module")
def address(course: Path, attempts: AttemptLog) -> Iterator[str]:
    with pages(course, attempts) as address:
        yield address


def ask(address: str, path: str = "", token: str = "of-ada") -> requests.Response:
    headers = {"Authorization": f"token {token}"}
    return requests.get(address + path, headers=headers, allow_redirects=False, timeout=30)


def test_a_learner_sees_theirs_and_nobody_elses(address: str) -> None:
    page, other = ask(address).text, ask(address, token="of-ben").text
    assert "20 of 39" in page and "attempts/a1" in page and "b1" not in page
    assert "attempts/b1" in other and "attempts/a" not in other
    assert ask(address, "attempts/a1/feedback").text == PAGE
    for path in ("attempts/b1", "attempts/b1/feedback", "attempts/c1"):
        assert ask(address, path).status_code == 404


def test_feedback_is_there_once_it_is_released(address: str) -> None:
    assert "attempts/a2" not in ask(address).text
    for path in ("attempts/a2", "attempts/a2/feedback"):
        assert ask(address, path).status_code == 404


@pytest.mark.parametrize("path", ["", "changes", "attempts/a1", "attempts/a1/feedback"])
def test_who_is_not_in_the_course_sees_nothing(address: str, path: str) -> None:
    anonymous = requests.get(address + path, allow_redirects=False, timeout=30)
    assert anonymous.status_code == 302
    assert "/hub/api/oauth2/authorize" in anonymous.headers["Location"]
    for token in ("of-a-stranger", "of-a-service"):
        refused = ask(address, path, token)
        assert refused.status_code == 403 and "ask the staff to enrol you" in refused.text
        assert "ada" not in refused.text


def test_nothing_that_was_written_is_markup(address: str) -> None:
    page, feedback = ask(address), ask(address, "attempts/a1/feedback")
    assert "&lt;script&gt;it is not JSON" in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert feedback.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "<iframe sandbox " in ask(address, "attempts/a1").text


def test_a_page_that_looks_is_told_of_news(address: str, attempts: AttemptLog) -> None:
    with listening(address) as stream:
        events = (line for line in stream.iter_lines(chunk_size=1) if line)
        first = next(events)
        attempts.write(attempt("b2", student="ben"))
        attempts.write(attempt("a4", State.RECEIVED))
        assert next(events) != first
    assert "received" in ask(address).text


def test_nobody_keeps_others_from_listening(address: str) -> None:
    with ExitStack() as stack:
        for _ in range(MOST_STREAMS):
            stack.enter_context(listening(address))
        for token, status in (("of-ada", 429), ("of-ben", 200)):
            answer = stack.enter_context(listening(address, token))
            assert answer.status_code == status
    wait_until(lambda: listening(address).status_code == 200)  # who has gone makes room


def listening(address: str, token: str = "of-ada") -> requests.Response:
    headers = {"Authorization": f"token {token}"}
    return requests.get(f"{address}changes", headers=headers, stream=True, timeout=30)


@pytest.mark.parametrize(
    ("shown", "rules", "says"),
    [
        (attempt("a", State.RECEIVED), Rules(), "○ received. It waits for its turn."),
        (
            attempt("a", State.RECEIVED, behind_since=NOON),
            Rules(),
            "○ received. It takes longer than most. It will be graded when those of others are "
            "done; that changes nothing about its points.",
        ),
        (attempt("a", State.GRADING), Rules(), "◐ being graded. "),
        (attempt("a", released=True), Rules(), "✓ done. "),
        (attempt("a"), Rules(), "✓ graded. Points and feedback are on their way."),
        (
            attempt("a"),
            Rules(feedback=AFTER_DUE),
            "✓ graded. Points and feedback come when it is due, 27 November 2026, 12:00 (UTC).",
        ),
        (
            attempt("a"),
            Rules(feedback=WHEN_RELEASED),
            "✓ graded. Points and feedback come when the staff release them.",
        ),
        (
            attempt("a", State.UNREADABLE, why="it is not JSON", released=True),
            Rules(),
            "✗ could not be read. It is not JSON. Open it in JupyterLab, save it, and submit it "
            "again, or ask the staff.",
        ),
        (
            attempt("a", State.WAITS, why="/srv/secret failed", until=NOON),
            Rules(),
            "… waits for a person. It could not be graded yet, which is not your fault. The grader "
            "tries again at 27 November 2026, 12:00 (UTC).",
        ),
        (
            attempt("a", State.WAITS),
            Rules(automatic=False),
            "… waits for a person. The staff grade this assignment by hand.",
        ),
        (
            attempt("a", State.HELD, why="there are 10 minutes between attempts", until=NOON),
            Rules(),
            "‖ held. There are 10 minutes between attempts. It will be graded at "
            "27 November 2026, 12:00 (UTC).",
        ),
        (
            attempt("a", State.NOT_GRADED, why="all 3 attempts are used"),
            Rules(),
            "– not graded. All 3 attempts are used.",
        ),
    ],
)
def test_every_state_is_said_in_words(shown: Attempt, rules: Rules, says: str) -> None:
    (row,) = overview(_progress(shown), rules).attempts
    text = f"{row.symbol} {row.words}. {row.explanation}"
    assert text.replace("</time>", "").replace(f'<time datetime="{NOON.isoformat()}">', "") == says
    assert (row.points is not None) == row.has_feedback == shown.released


def test_attempts_are_numbered_and_compared() -> None:
    first = attempt("a", released=True, points=12.5, counts=True)
    second = replace(first, key="b", points=30.0, penalty=2.0)
    third = replace(first, key="c", points=20.0, counts=False)
    way = replace(_progress(first, second, third), counted=second, next_possible=NOON)
    shown = overview(way, Rules(counts=BEST))
    assert [each.number for each in shown.attempts] == [3, 2, 1]
    assert shown.best is shown.attempts[1] and shown.best.points == 28
    assert shown.way == "Your points from one submission to the next: 12.5, 28, then 20."
    assert shown.rules.startswith(
        "2 of 3 graded attempts left; the best one counts. What you submit now"
    )


def _progress(*attempts: Attempt) -> Progress:
    counted = attempts[0] if attempts[0].counts else None
    return Progress("cells", "Cells", NOON, attempts, counted, 2, None)
