"""What people click, in JupyterLab and in the formgrader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, FrameLocator, Locator, Page, expect

from ..browser.chromium import PATIENCE
from .conftest import Hub

WINDOW = {"width": 1400, "height": 1000}


@contextmanager
def window(browser: Browser, folder: Path) -> Iterator[BrowserContext]:
    """Open a private window; when something fails in it, keep what it shows."""
    context = browser.new_context(viewport=WINDOW)
    context.set_default_timeout(PATIENCE)
    try:
        yield context
    except BaseException as failure:
        for number, page in enumerate(context.pages):
            page.screenshot(path=folder / f"{number}.png")
        failure.add_note(f"Screenshots are in {folder}")
        raise
    finally:
        context.close()


class Lab:
    """Somebody's JupyterLab."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    def signed_in(cls, context: BrowserContext, hub: Hub, name: str) -> Lab:
        """Log in with the form, and wait for JupyterLab and, at its first start, its page."""
        page = context.new_page()
        page.goto(f"{hub.url}/hub/login")
        page.fill("#username_input", name)
        page.fill("#password_input", hub.password)
        page.click("#login_submit")
        page.wait_for_url(re.compile(f"/user/{name}/lab"), timeout=2 * PATIENCE)
        if "/lab/tree/" in page.url:  # what opens late would cover what is chosen from a menu
            page.locator(".jp-MarkdownViewer h1").first.wait_for()
        return cls(page)

    def choose(self, entry: str, menu: str = "Nbgrader") -> None:
        """Choose an entry of a menu, of nbgrader's by default."""
        expect(self.page.locator("#jupyterlab-splash")).to_have_count(0, timeout=PATIENCE)
        self.page.locator("#jp-MainMenu .lm-MenuBar-item", has_text=menu).click()
        self.page.locator(".lm-Menu-itemLabel").get_by_text(entry, exact=True).click()

    def assignments(self, status: str, assignment: str) -> Locator:
        """Return the rows of the assignment list, among those of one status."""
        rows = self.page.locator(f"#{status}_assignments_list > .list_item")
        return rows.filter(has_text=assignment)

    def press(self, status: str, assignment: str, button: str) -> None:
        """Press a button in the assignment list."""
        self.assignments(status, assignment).get_by_role("button", name=button, exact=True).click()

    def open_notebook(self, name: str) -> None:
        """Open a fetched notebook, and wait for its kernel."""
        self.page.locator("#fetched_assignments_list a.assignment-notebooks-link").click()
        self.page.locator("#fetched_assignments_list a:visible").get_by_text(
            name, exact=True
        ).last.click()
        self.page.locator("#jp-main-statusbar").get_by_text(
            "Python 3 (ipykernel) | Idle"
        ).wait_for()

    def run(self, index: int, source: str | None = None) -> Locator:
        """Run a cell of the open notebook, with another source if there is one."""
        cell = self.page.locator(f".jp-Notebook .jp-Cell[data-windowed-list-index='{index}']")
        editor = cell.locator(".cm-content")
        editor.click()
        if source is not None:
            self.page.keyboard.press("Control+a")
            self.page.keyboard.insert_text(source)
        editor.press("Shift+Enter")
        expect(cell.locator(".jp-InputArea-prompt")).to_have_text(re.compile(r"\[\d+\]:"))
        return cell.locator(".jp-OutputArea-output")

    def validate(self) -> str:
        """Press Validate, and return what its dialog says."""
        self.page.locator("jp-button.validate-button").click()
        dialog = self.page.locator(".nbgrader-SuccessDialog, .nbgrader-ErrorDialog")
        dialog.wait_for()
        said = dialog.inner_text()
        dialog.locator("button.jp-Dialog-button").first.click()
        return said

    def feedback(self, assignment: str) -> FrameLocator:
        """Fetch feedback, and open its page in JupyterLab."""
        self.page.click("#refresh_assignments_list")
        self.press("submitted", assignment, "Fetch Feedback")
        view = self.assignments("submitted", assignment).get_by_text("view feedback")
        view.first.click()
        self.page.locator(".jp-DirListing-item", has_text=f"{assignment}.html").dblclick()
        return self.page.frame_locator(".jp-HTMLViewer iframe")


class FormgraderPage:
    """The shared formgrader, opened from an instructor's course list."""

    def __init__(self, lab: Lab, course: str) -> None:
        lab.choose("Course List")
        with lab.page.context.expect_page() as opened:
            lab.page.locator("#formgrader_list .item_name a", has_text=course).click()
        self.page = opened.value
        self.inside = self.page.frame_locator("#formgrader-iframe iframe")

    def press(self, row: str, column: str) -> None:
        """Press a button of a table; what it does must succeed."""
        table_row = self.inside.locator("#main-table tr", has_text=row)
        table_row.locator(f"td.{column} a").click()
        done = self.inside.locator("#success-modal.in, #error-modal.in")
        done.wait_for()
        assert done.get_attribute("id") == "success-modal", done.inner_text()
        done.locator(".modal-footer button").click()
        expect(done).to_have_count(0)

    def follow(self, link: str) -> None:
        """Follow a link of the table or of the navigation."""
        self.inside.locator("#main-table a, .navbar a, ul.nav a").get_by_text(link).first.click()
