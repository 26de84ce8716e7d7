"""The feedback page in a real browser: readable by all, on a phone, without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.nbgrader.conftest import CourseOnDisk, cell

from .chromium import NEEDED, chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.nbgrader,
    pytest.mark.sandbox,
    NEEDED,
]
PICTURE = "![a picture](https://example.org/picture.png)"
FIGURE = (
    "import matplotlib.pyplot as plt\n"
    "plt.plot([0, 1])\n"
    "print('wide ' * 100)\n"
    "from IPython.display import HTML\n"
    "display(HTML('<img src=\"https://example.org/picture.png\"><h1>Big</h1>'))\n"
)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> CourseOnDisk:
    """Right, wrong, half-done and unreadable submissions, with pages made by nbgrader."""
    course = CourseOnDisk(tmp_path_factory.mktemp("pages") / "course")
    right, wrong, half_done = course.solved, course.solved, course.solved
    cell(right, "states").source = f"Because $s_t = \\tanh(a_t)$.\n\n### So it is\n\n{PICTURE}"
    right.cells.append(nbformat.v4.new_code_cell(FIGURE))
    right.cells.append(nbformat.v4.new_code_cell("1 / 0"))
    cell(wrong, "softmax").source = "def softmax(z):\n    return z / z.sum(axis=0)"
    for name in ("output_backward", "rnn_loss_and_gradients"):
        cell(half_done, name).source = cell(course.release, name).source
    course.submit("right", right)
    course.submit("wrong", wrong)
    course.submit("half_done", half_done)
    course.submit("unreadable", b"{ this is no notebook")
    course.register()
    for command in ("autograde", "generate_feedback"):
        result = course.nbgrader(command, "cells", "--force")
        assert result.returncode == 0, result.stderr
    return course


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of a phone."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    yield page
    page.close()


def show(page: Page, course: CourseOnDisk, student: str) -> list[str]:
    """Open a learner's page, unfold everything, and return what it asked the network for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((course.root / f"feedback/{student}/cells/cells.html").as_uri())
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    return [url for url in asked if not url.startswith(("file:", "data:"))]


@pytest.mark.parametrize("student", ["right", "wrong", "half_done", "unreadable"])
def test_everybody_can_read_it(course: CourseOnDisk, page: Page, student: str) -> None:
    assert show(page, course, student) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        violations = Axe().run(page).response["violations"]
        assert [(each["id"], each["help"], each["nodes"]) for each in violations] == []


def test_points_come_first(course: CourseOnDisk, page: Page) -> None:
    show(page, course, "wrong")
    text = page.inner_text("main")
    order = ["Your points", "Look at this first: softmax", "Standing", "Your notebook"]
    assert sorted(order, key=text.index) == order
    assert "✗ not right yet" in page.inner_text(".points tr:has-text('softmax')")
    assert page.get_by_role("link", name="softmax", exact=True).count() == 2


def test_an_answer_that_nobody_has_read_is_not_marked(course: CourseOnDisk, page: Page) -> None:
    show(page, course, "right")
    assert page.inner_text(".points tr:has-text('Question 1')").split("\n") == [
        "Question 1\t",
        "… not marked yet",
        "\t2 to be given",
    ]
    assert "34 of 41 points so far" in page.inner_text("main")
    assert "You have not answered it." in page.inner_text("#sharing")


def test_a_wrong_exercise_leads_to_the_text_that_explains_it(
    course: CourseOnDisk, page: Page
) -> None:
    show(page, course, "wrong")
    link = page.locator("#softmax").get_by_role("link", name="Softmax")
    assert "given" in (link.get_attribute("href") or "")
    section = page.locator(link.get_attribute("href") or "")
    assert "Softmax turns arbitrary numbers" in section.inner_text()
    assert page.get_by_text("It is explained in").count() == 4  # here, and at three questions


def test_what_is_not_written_is_named(course: CourseOnDisk, page: Page) -> None:
    show(page, course, "half_done")
    assert "Write this next: output_backward" in page.inner_text("main")


def test_an_unreadable_notebook_is_explained(course: CourseOnDisk, page: Page) -> None:
    show(page, course, "unreadable")
    assert "Your notebook could not be read: it is not JSON" in page.inner_text("main")


def test_pictures_have_a_text(course: CourseOnDisk, page: Page) -> None:
    show(page, course, "right")
    pictures = page.locator("img").evaluate_all("all => all.map(each => each.alt)")
    assert pictures == ["Figure of your cell 1"]
    assert page.get_by_text("(a picture that lies elsewhere)").count() == 2
    assert page.locator("math").count() > 50


def test_hidden_tests_are_not_on_it(course: CourseOnDisk, page: Page) -> None:
    for student in ("right", "wrong", "half_done", "unreadable"):
        source = Path(course.root / f"feedback/{student}/cells/cells.html").read_text()
        for hidden in ("HIDDEN TESTS", "RuntimeError", "<script", "1 point:"):
            assert hidden not in source


def test_a_wrong_exercise_is_shown_and_what_others_wait_for_is_named_once(
    course: CourseOnDisk, page: Page
) -> None:
    show(page, course, "wrong")
    shown = page.locator("#softmax .unrolled-example").get_by_role("img")
    labels = shown.evaluate_all("all => all.map(each => each.ariaLabel.split(':')[0])")
    assert labels == ["Yours", "Right", "Difference"]
    assert page.locator("section section.right .unrolled-example").count() == 0
    waiting = page.get_by_text("Fix softmax first:").all_inner_texts()
    assert [said.endswith("other exercises may build on it.") for said in waiting] == [True]
