"""The staff's page: nobody else gets there, and what staff do there is done and written down."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from bs4 import BeautifulSoup

from autograder import content
from autograder.batch.questions import marks_of_question
from autograder.service.attempt import State
from autograder.service.attempt_log import AttemptLog
from autograder.service.exchange import SUBMITTED
from autograder.service.orders import Kind, Order, Orders
from tests import warm
from tests.nbgrader.conftest import CourseOnDisk

from .pages import NOON, PREFIX, attempt, marked_course, pages

pytest.importorskip("jupyterhub", reason="the pages need a hub (extra hub)")
QUESTION = "staff/questions/tiny/small"
PAGES = ["", "changes", "learners", "questions/tiny/small", "reports/tiny", "reports/tiny/page"]
ACTIVE = ["script", "img", "svg", "style", "iframe", "object", "form"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[CourseOnDisk, AttemptLog]:
    course, log = marked_course(tmp_path_factory.mktemp("staff") / "course")
    failed = attempt("f1", State.WAITS, assignment="cells", why="<script>it failed")
    log.folder(log.write(failed), SUBMITTED).mkdir(parents=True)
    log.write(
        attempt("f2", State.WAITS, student="cleo", assignment="cells", why="of somebody else")
    )
    log.write(attempt("f3", State.RECEIVED, student="dora", behind_since=NOON))
    return course, log


@pytest.fixture(scope="module")
def root(made: tuple[CourseOnDisk, AttemptLog]) -> Path:
    return made[0].root


@pytest.fixture(autouse=True)
def _its_content(root: Path) -> None:
    content.use(root)


@pytest.fixture(scope="module")
def address(made: tuple[CourseOnDisk, AttemptLog], root: Path) -> Iterator[str]:
    with warm.prepared(), pages(root, made[1]) as address:
        yield address


def ask(
    address: str,
    path: str,
    form: dict[str, str] | None = None,
    token: str = "of-grace",
    **more: str,
) -> requests.Response:
    """Ask for a page, or send a form."""
    method = "GET" if form is None else "POST"
    headers = {"Authorization": f"token {token}", **more} if token else more
    return requests.request(
        method, address + path, data=form, headers=headers, allow_redirects=False, timeout=30
    )


@pytest.mark.parametrize("path", PAGES)
def test_learners_do_not_get_there(address: str, path: str) -> None:
    for token in ("of-ada", "of-a-stranger", "of-a-service"):
        refused = ask(address, f"staff/{path}", token=token)
        assert refused.status_code == 403 and "cells" not in refused.text
    assert ask(address, f"staff/{path}", token="").status_code == 302


@pytest.mark.parametrize("path", ["staff/orders", f"{QUESTION}/1"])
def test_only_staff_act_and_by_forms_only(address: str, path: str, root: Path) -> None:
    form = {"kind": Kind.PAUSE, "seen": "", "points": "1"}
    for token in ("of-ada", "of-a-stranger", "of-a-service", ""):
        assert ask(address, path, form, token).status_code == 403
    assert ask(address, path).status_code == 405
    assert not (root / ".unrolled/marks.jsonl").exists()
    assert not orders(root).paused


def test_the_class_is_shown_and_nothing_in_it_is_markup(address: str) -> None:
    page = ask(address, "staff/")
    assert "&lt;script&gt;it failed" in page.text and "of somebody else" in page.text
    assert "form-action 'self'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert page.text.count('value="grade"') == 1  # of the other one, nothing was taken in
    assert f'{PREFIX}{QUESTION}">' in page.text and "2 of 2 answers to mark" in page.text
    assert "They take longer than most" in page.text and "dora</strong>" in page.text
    table = ask(address, "staff/learners").text
    assert "Ada" in table and "1 to mark" in table and "waits for a person" in table


def test_staff_without_submissions_are_led_to_their_page(address: str) -> None:
    assert ask(address, "").headers["Location"] == f"{PREFIX}staff/"


@pytest.mark.parametrize(
    ("kind", "about", "says"),
    [
        (Kind.PAUSE, "", "Paused."),
        (Kind.RESUME, "", "What comes in is graded."),
        (Kind.HOLD, "tiny", None),
        (Kind.RELEASE, "cells", "was released by grace."),
        (Kind.GRADE, "f1", "<strong>grade</strong> for ada, cells"),
    ],
)
def test_orders_are_written_down(
    address: str, root: Path, kind: Kind, about: str, says: str | None
) -> None:
    answer = ask(address, "staff/orders", {"kind": kind, "about": about})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PREFIX}staff/")
    last = orders(root).last[-1]
    assert last == Order(kind, "grace", last.at, about)
    assert says is None or says in ask(address, "staff/").text


@pytest.mark.parametrize(
    ("kind", "about", "status"),
    [
        ("stop", "", 400),
        (Kind.HOLD, "nothing", 404),
        (Kind.GRADE, "f2", 404),
        (Kind.PAUSE, "x", 404),
    ],
)
def test_orders_without_sense_are_refused(
    address: str, root: Path, kind: str, about: str, status: int
) -> None:
    before = orders(root).given
    assert ask(address, "staff/orders", {"kind": kind, "about": about}).status_code == status
    assert orders(root).given == before


def test_answers_are_shown_without_names_and_without_danger(address: str) -> None:
    page = ask(address, QUESTION).text
    assert "Why does a small state stay small?" in page and "names the slope" in page
    assert "<em>at most one</em>" in page and "<math" in page
    for answer in BeautifulSoup(page, "html.parser").select(".yours"):
        assert answer.find_all(ACTIVE) == []
        attributes = [item for tag in answer.find_all() for item in tag.attrs.items()]
        assert [name for name, _ in attributes if name.startswith("on")] == []
        links = [str(value) for name, value in attributes if name == "href"]
        assert [link for link in links if not link.startswith(("http", "mailto", "#"))] == []
    assert "ada" not in page.lower() and "Ada" in ask(address, f"{QUESTION}?names=yes").text


def test_a_mark_reaches_the_gradebook_and_later_ones_must_have_seen_it(
    address: str, root: Path, made: tuple[CourseOnDisk, AttemptLog]
) -> None:
    before = next(
        mark for mark in marks_of_question(root, "tiny", "small") if mark.student == "ada"
    )
    path, form = (
        f"{QUESTION}/{before.submission}",
        {"points": "0.5", "comment": "Which <b>slope</b>?"},
    )
    seen = _seen(ask(address, QUESTION).text, before.submission)
    saved = ask(address, f"{path}?waiting=yes", {**form, "seen": seen, "next": "abc"})
    assert saved.headers["Location"] == f"{PREFIX}{QUESTION}?waiting=yes#aabc"
    with made[0].submission("ada") as notebook:
        (grade,) = [each for each in notebook.grades if each.name == "small"]
        (comment,) = [each for each in notebook.comments if each.name == "small"]
        given = grade.manual_score, grade.needs_manual_grade, comment.manual_comment
        assert given == (0.5, False, form["comment"])
    late = {**form, "points": "0", "seen": seen}
    assert "Somebody has given 0.5 points meanwhile" in ask(address, path, late).text
    by_script = ask(address, path, late, Accept="application/json")
    assert (by_script.status_code, list(by_script.json())) == (409, ["says"])
    now = _seen(ask(address, QUESTION).text, before.submission)
    for points in ("2", "-1", "nan", "", "x"):
        assert ask(address, path, {**late, "points": points, "seen": now}).status_code == 409
    entries = [json.loads(line) for line in (root / ".unrolled/marks.jsonl").open()]
    assert [(entry["by"], entry["student"], entry["points"]) for entry in entries] == [
        ("grace", "ada", 0.5)
    ]


def test_learners_read_what_people_gave_once_feedback_is_there(
    address: str, root: Path, made: tuple[CourseOnDisk, AttemptLog]
) -> None:
    assert "Marked by people" not in ask(address, "", token="of-ada").text
    made[1].write(attempt("ada", assignment="tiny", counts=True, released=True))
    Orders(root).give(Kind.HOLD, "grace", "tiny")
    assert "Marked by people" not in ask(address, "", token="of-ada").text
    Orders(root).give(Kind.RELEASE, "grace", "tiny")
    page = ask(address, "", token="of-ada").text
    assert "9.5 <small>of 10 points, by submission 1" in page
    assert "0.5 of 1</td>" in page and "Which &lt;b&gt;slope" in page


def test_the_report_is_kept_from_the_hub(address: str, root: Path) -> None:
    (root / "report").mkdir()
    (root / "report/tiny.html").write_text("<p>How the class did</p>")
    assert (
        "<iframe sandbox=" in ask(address, "staff/reports/tiny").text
    )  # nothing newer is recorded
    page = ask(address, "staff/reports/tiny/page")
    assert page.text == "<p>How the class did</p>"
    assert page.headers["Content-Security-Policy"].startswith("sandbox allow-scripts; default-src")


def orders(root: Path) -> Orders:
    read = Orders(root)
    read.catch_up()
    return read


def _seen(page: str, submission: str) -> str:
    form = page[page.index(f'id="a{submission}"') :]
    return form.split('name="seen" value="', 1)[1].split('"', 1)[0]
