"""The page that says what to do: what it says, and when it opens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from traitlets.config.loader import PyFileConfigLoader

from autograder.content import assignments

from .conftest import OWN_HOLDER, RIGHT, STAFF, Person
from .isolation import PROJECT

pytestmark = pytest.mark.hub
SERVERS = PROJECT / "deploy/servers"


@pytest.mark.parametrize(
    ("name", "heading"), [(RIGHT, "Submit."), (STAFF, "Autograde"), (OWN_HOLDER, "Autograde")]
)
def test_everybody_reads_what_to_do_and_in_which_order(
    people: Mapping[str, Person], name: str, heading: str
) -> None:
    text = people[name].of_server("GET", "/api/contents/Welcome.md")["content"]
    assert f"**{heading}**" in text
    assert tuple(re.findall(r"^\| \d \| `(\w+)`: \w", text, re.MULTILINE)) == assignments()


def test_it_opens_at_the_first_start_and_writes_through_no_link(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("UNROLLED_WELCOME", "**Submit.**")
    page, elsewhere = tmp_path / "home/Welcome.md", tmp_path / "elsewhere"
    page.parent.mkdir()
    elsewhere.write_text("mine")
    opened = [_opened()]
    page.unlink()
    page.symlink_to(elsewhere)
    opened.append(_opened())
    assert opened == ["/lab/tree/Welcome.md", "/lab"]
    assert elsewhere.read_text() == "mine" and page.read_text() == "**Submit.**"


def _opened() -> str:
    loader = PyFileConfigLoader("jupyter_server_config.py", str(SERVERS / "everyone"))
    return str(loader.load_config().ServerApp.default_url)
