"""The staff's page in a real browser: readable, live, by keyboard and without a script."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from autograder import content
from autograder.batch.questions import Mark, marks_of_question
from autograder.service.attempt import State
from autograder.service.attempt_log import AttemptLog
from autograder.service.exchange import SUBMITTED
from tests.service.pages import attempt, marked_course, pages

from .chromium import NEEDED, chromium

pytest.importorskip("jupyterhub", reason="the pages need a hub (extra hub)")
pytestmark = [pytest.mark.browser, NEEDED]
QUESTION = "staff/questions/tiny/small"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("staff") / "course"


@pytest.fixture(scope="module")
def attempts(root: Path) -> AttemptLog:
    """Attempts in every state, and two answers to mark."""
    _, log = marked_course(root)
    for number, state in enumerate(State):
        made = log.write(attempt(f"c{number}", state, why="so it is", assignment="cells"))
        log.folder(made, SUBMITTED).mkdir(parents=True)
    return log


@pytest.fixture(autouse=True)
def _its_content(root: Path) -> None:
    content.use(root)


@pytest.fixture(scope="module")
def address(root: Path, attempts: AttemptLog) -> Iterator[str]:
    with pages(root, attempts) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@contextmanager
def window(browser: Browser, **options: bool) -> Iterator[Page]:
    """Open a window of Grace's phone."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        extra_http_headers={"Authorization": "token of-grace"},
        **options,
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with window(browser) as page:
        yield page


@pytest.mark.parametrize("path", ["staff/", "staff/learners", QUESTION])
def test_everybody_can_read_it(address: str, page: Page, path: str) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(address + path)
    page.wait_for_load_state("load")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        violations = Axe().run(page).response["violations"]
        assert [(each["id"], each["help"], each["nodes"]) for each in violations] == []
    assert [text for text in refused if "Content Security" in text] == []


def test_it_changes_by_itself(address: str, attempts: AttemptLog, page: Page) -> None:
    page.goto(f"{address}staff/")
    attempts.write(attempt("d1", State.WAITS, assignment="cells", why="the grader was killed"))
    expect(page.get_by_text("the grader was killed")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("waiting for a person: 2")


def test_answers_are_marked_with_the_keyboard(address: str, root: Path, page: Page) -> None:
    page.goto(address + QUESTION)
    points = page.get_by_label("Points, of 1")
    points.first.focus()
    page.keyboard.type("0.5")
    page.keyboard.press("Tab")
    page.keyboard.type("Which slope?")
    page.keyboard.press("Control+Enter")
    expect(page.locator("output").first).to_have_text("✓ saved")
    expect(points.nth(1)).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(points.first).to_be_focused()
    assert [(mark.given, mark.comment, mark.waits) for mark in marks(root)] == [
        (0.5, "Which slope?", False),
        (None, "", True),
    ]


def test_it_works_without_a_script(address: str, root: Path, browser: Browser) -> None:
    with window(browser, java_script_enabled=False) as page:
        page.goto(f"{address}staff/")
        page.get_by_role("button", name="Pause grading").click()
        page.get_by_role("button", name="Hold feedback of tiny").click()
        expect(page.get_by_text("Feedback is held")).to_be_visible()
        page.get_by_role("button", name="Go on grading").click()
        page.goto(f"{address}{QUESTION}?waiting=yes")
        page.get_by_label("Points, of 1").fill("1")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("No answer waits.")).to_be_visible()
    assert not any(mark.waits for mark in marks(root))


def marks(root: Path) -> list[Mark]:
    return marks_of_question(root, "tiny", "small")
