"""Automatic grading in the hub: *Submit*, then read `My results`, and nobody else does anything."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from ..browser.chromium import NEEDED
from .conftest import (
    AUTOMATIC_COURSE,
    AUTOMATIC_HOLDER,
    HOSTILE,
    RIGHT,
    SCRIPTS,
    WRONG,
    Hub,
    Person,
)
from .isolation import PROJECT
from .learning import edit, fetch, mistake, sources, submit
from .pages import Lab, window

pytestmark = [pytest.mark.hub, pytest.mark.sandbox]
RESULTS = f"/services/{AUTOMATIC_COURSE}-grading/"
PATIENCE = 180  # seconds; the service looks once a minute whether there is an exchange
QUESTION = "questions/cells/states"
READ = re.compile(rf"{RESULTS}attempts/[0-9a-f]+")


def release(hub: Hub, assignment: str) -> None:
    """Release an assignment on the command line, as who holds the course."""
    home = hub.home(AUTOMATIC_HOLDER)
    variables = {
        "HOME": home,
        "JUPYTER_CONFIG_PATH": PROJECT / "deploy/servers/everyone",
        "PATH": f"{SCRIPTS}:/usr/bin:/bin",
        "UNROLLED_COURSE": AUTOMATIC_COURSE,
        "UNROLLED_EXCHANGE": hub.folder / "exchange",
    }
    inside = ["env", f"--chdir={home / AUTOMATIC_COURSE}"]
    inside += [f"{name}={value}" for name, value in variables.items()]
    for command in ("generate_assignment", "release_assignment"):
        words = [*inside, "nbgrader", command, assignment]
        if hub.launcher:
            done = hub.command_of(AUTOMATIC_HOLDER, words)
        else:
            done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def page(hub: Hub, people: Mapping[str, Person]) -> str:
    """What a learner reads who has submitted, once there is feedback."""
    release(hub, "cells")
    learner = people[WRONG]
    edit(learner, fetch(learner, AUTOMATIC_COURSE, "cells"), sources(WRONG, "cells", []))
    submit(learner, AUTOMATIC_COURSE, "cells")
    deadline = time.monotonic() + PATIENCE
    while not READ.search(page := learner.ask("GET", RESULTS).text):
        assert time.monotonic() < deadline, page
        time.sleep(0.5)
    return page


def test_points_and_feedback_come_by_themselves(page: str, people: Mapping[str, Person]) -> None:
    assert ', submission 1">done<' in page and "2 of 3 graded attempts left" in page
    (address,) = READ.findall(page)
    assert mistake("cells").hint in people[WRONG].ask("GET", f"{address}/feedback").text
    for path in (address, f"{address}/feedback"):
        assert people[RIGHT].ask("GET", path).status_code == 404
    assert "You have submitted nothing yet." in people[RIGHT].ask("GET", RESULTS).text
    assert people[HOSTILE].ask("GET", RESULTS).status_code == 403  # who is not in the course


def test_staff_act_and_mark_and_nobody_else(
    page: str, hub: Hub, people: Mapping[str, Person]
) -> None:
    staff, address = hub.session(AUTOMATIC_HOLDER), f"{RESULTS}staff/"
    for name in (WRONG, HOSTILE):
        for method, path in (("GET", ""), ("POST", "orders"), ("POST", f"{QUESTION}/1")):
            assert people[name].ask(method, address + path).status_code == 403
    now = staff.get(f"{hub.url}{address}").text
    assert "What comes in is graded." in now and f"<strong>{WRONG}</strong>" in now
    orders, pause = f"{hub.url}{address}orders", {"kind": "pause"}
    assert staff.post(orders, data=pause).status_code == 403  # forged by another page
    assert "Paused." in staff.post(orders, data={**pause, **_fields(now)}).text
    assert "Paused." not in staff.post(orders, data={"kind": "resume", **_fields(now)}).text
    marking = f"{hub.url}{address}{QUESTION}"
    answers = staff.get(marking).text
    (submission,) = re.findall(r'<section class="answer open" id="a(\w+)"', answers)
    mark = {"points": "1.5", "comment": "Because of what?", **_fields(answers)}
    assert "✓</span> marked" in staff.post(f"{marking}/{submission}", data=mark).text
    results = people[WRONG].ask("GET", RESULTS).text
    assert "1.5 of 2</td>" in results and "Because of what?" in results
    assert "Report on cells" in staff.get(f"{hub.url}{address}reports/cells").text
    assert "softmax" in staff.get(f"{hub.url}{address}reports/cells/page").text


def _fields(page: str) -> dict[str, str]:
    """Return what stands hidden in the last form of a page."""
    return dict(re.findall(r'<input type="hidden" name="(_xsrf|seen)" value="([^"]*)"', page))


@NEEDED
@pytest.mark.browser
def test_welcome_and_menu_lead_there(page: str, hub: Hub, browser: Browser, tmp_path: Path) -> None:
    with window(browser, tmp_path) as own:
        lab = Lab.signed_in(own, hub, WRONG)
        with own.expect_page() as opened:
            lab.choose(f"My results: {AUTOMATIC_COURSE}", menu="Results")
        expect(opened.value.locator("h1")).to_have_text("My results")
        with own.expect_page() as opened:
            lab.page.locator(".jp-MarkdownViewer").get_by_role("link", name="My results").click()
        opened.value.get_by_role("link", name="Feedback on cells, submission 1").click()
        feedback = opened.value.frame_locator("iframe")
        expect(feedback.get_by_role("heading", name="Your points")).to_be_visible()
