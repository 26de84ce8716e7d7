"""Debian's Chromium, for tests that look at pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

PATIENCE = 60_000  # milliseconds for one step
PATH = shutil.which("chromium") or shutil.which("chromium-browser")
NEEDED = pytest.mark.skipif(PATH is None, reason="there is no Chromium (package chromium)")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Have a browser as long as it lasts."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PATH, args=OPTIONS)
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()
