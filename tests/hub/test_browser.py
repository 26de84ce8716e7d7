"""The whole loop as people click it, in a real browser."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from autograder.demo.sample import right_sources
from autograder.grading.rebuild import grade_id
from autograder.mistakes.catalogue import mistakes_in

from ..admission.case import RELEASE
from ..browser.chromium import NEEDED
from .conftest import CLICKING, COURSE, RIGHT, STAFF, Hub
from .learning import edit
from .pages import FormgraderPage, Lab, window

pytestmark = [
    pytest.mark.browser,
    pytest.mark.hub,
    pytest.mark.sandbox,
    NEEDED,
]
IMPORTS = [cell.cell_type for cell in RELEASE.cells].index("code")
SOFTMAX, CHECK_OF_SOFTMAX = map(
    [grade_id(cell) for cell in RELEASE.cells].index, ("softmax", "test_softmax")
)
OVERFLOWING = "def softmax(z):\n    return np.exp(z) / np.exp(z).sum(axis=0)"
HINT = next(known.hint for known in mistakes_in("cells") if "overflows" in known.hint)
PLACE = f"{COURSE}/cells"


def test_from_release_to_feedback(hub: Hub, browser: Browser, tmp_path: Path) -> None:
    asked: set[str | None] = set()
    with window(browser, tmp_path / STAFF) as staff, window(browser, tmp_path / CLICKING) as own:
        for context in (staff, own):
            context.on("request", lambda request: asked.add(urlsplit(request.url).hostname))
        formgrader = FormgraderPage(Lab.signed_in(staff, hub, STAFF), COURSE)
        formgrader.press("cells", "assign")
        formgrader.press("cells", "release")
        lab = Lab.signed_in(own, hub, CLICKING)
        _work(hub, lab)
        formgrader.press("cells", "collect")
        _mark(formgrader)
        formgrader.press("cells", "generate-feedback")
        formgrader.press("cells", "release-feedback")
        _read(hub, lab)
    assert asked - {None, ""} == {"127.0.0.1"}


def _work(hub: Hub, lab: Lab) -> None:
    lab.choose("Assignment List")
    lab.press("released", "cells", "Fetch")
    expect(lab.assignments("fetched", "cells")).to_have_count(1)
    others = {name: text for name, text in right_sources("cells").items() if name != "softmax"}
    edit(hub.sign_in(CLICKING), f"{PLACE}/cells.ipynb", others)
    lab.open_notebook("cells")
    lab.run(IMPORTS)
    lab.run(SOFTMAX, OVERFLOWING)
    expect(lab.run(CHECK_OF_SOFTMAX)).to_contain_text("What might overflow")
    said = lab.validate()
    assert "The following cell failed:" in said and "What might overflow" in said
    lab.choose("Assignment List")
    lab.press("fetched", "cells", "Submit")
    expect(lab.assignments("submitted", "cells")).to_have_count(1)


def _mark(formgrader: FormgraderPage) -> None:
    inside = formgrader.inside
    inside.locator("tr", has_text="cells").locator("td.num-submissions a").click()
    formgrader.press(CLICKING, "autograde")
    for link in ("Manual Grading", "cells"):
        formgrader.follow(link)
    inside.locator("ol.breadcrumb", has_text="cells").wait_for()
    for link in ("cells", "Submission #1"):
        formgrader.follow(link)
    expect(inside.locator("body")).to_contain_text("1 point: ")
    for confusing in ("¶", "HIDDEN TESTS"):
        expect(inside.locator("body")).not_to_contain_text(confusing)
    assert formgrader.page.get_by_text("Create Assignment").count() == 0
    assert inside.locator("math").count() > 50
    with formgrader.page.expect_response(lambda answer: "/api/grade/" in answer.url):
        points = inside.locator("input#states")
        points.fill("1")
        points.press("Tab")
    for link in ("Manual Grading", "Manage Assignments"):
        formgrader.follow(link)


def _read(hub: Hub, lab: Lab) -> None:
    feedback = lab.feedback("cells")
    expect(feedback.locator(".points tr", has_text="Question 1")).to_contain_text("1 of 2")
    text = feedback.locator("body").inner_text()
    assert HINT in text and "$" not in text and "HIDDEN TESTS" not in text
    assert feedback.locator("math").count() > 50
    home = hub.home(CLICKING)
    (file,) = (home / PLACE).glob("feedback/*/cells.html")
    address = f"/user/{CLICKING}/files/{file.relative_to(home)}"
    page = lab.page.context.new_page()
    page.goto(f"{hub.url}{address}")
    violations = Axe().run(page).response["violations"]
    assert [found["id"] for found in violations if found["impact"] in ("serious", "critical")] == []
    assert hub.sign_in(RIGHT).ask("GET", address).status_code == 403
