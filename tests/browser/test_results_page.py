"""`My results` in a real browser: readable by all, and up to date by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from autograder.service.attempt import State
from autograder.service.attempt_log import AttemptLog
from tests.service.pages import attempt, pages, some_attempts

from .chromium import NEEDED, chromium

pytest.importorskip("jupyterhub", reason="the pages need a hub (extra hub)")
pytestmark = [pytest.mark.browser, NEEDED]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("course")


@pytest.fixture(scope="module")
def attempts(course: Path) -> AttemptLog:
    """Attempts in every state."""
    log = some_attempts(course)
    for number, state in enumerate(State):
        log.write(attempt(f"c{number}", state, why="so it is", assignment="graphs"))
    return log


@pytest.fixture(scope="module")
def address(course: Path, attempts: AttemptLog) -> Iterator[str]:
    with pages(course, attempts) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A window of Ada's phone."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        extra_http_headers={"Authorization": "token of-ada"},
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", ["", "attempts/a1"])
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


def test_feedback_is_read_with_the_keyboard(address: str, page: Page) -> None:
    page.goto(address)
    page.locator("#feedback-a1").focus()
    page.keyboard.press("Enter")
    expect(page.frame_locator("iframe").locator("p")).to_have_text("Your points")
    page.get_by_role("link", name="My results").press("Enter")
    expect(page.locator("h1")).to_have_text("My results")


@pytest.mark.parametrize("passes_events_on", [True, False])
def test_it_changes_by_itself(
    address: str, attempts: AttemptLog, page: Page, passes_events_on: bool
) -> None:
    if not passes_events_on:
        page.route("**/changes*", lambda route: None)
    page.goto(address)
    page.locator("#feedback-a1").focus()
    key = f"d{passes_events_on:d}"
    attempts.write(attempt(key, State.GRADING))
    grading = page.locator("tr", has_text="being graded").locator("visible=true")
    expect(grading).to_have_count(2)
    attempts.write(attempt(key, released=True, points=37))
    expect(page.locator(f"#feedback-{key}")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text(": done")
    assert page.evaluate("document.activeElement.id") == "feedback-a1"
