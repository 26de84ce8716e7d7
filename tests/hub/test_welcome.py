"""The page that says what to do: what it says, and when it opens."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from traitlets.config.loader import PyFileConfigLoader

from autograder.nbgrader_plugin.course_map import course_map

from .conftest import COURSE, OWN_COURSE, OWN_HOLDER, RIGHT, STAFF, Formgrader, Person
from .isolation import PROJECT

pytestmark = pytest.mark.hub
SERVERS = PROJECT / "deploy/servers"
SAID = "**Submit.**\nNothing has been released yet."


@pytest.mark.parametrize(
    ("name", "heading"), [(RIGHT, "Submit."), (STAFF, "Autograde"), (OWN_HOLDER, "Autograde")]
)
def test_everybody_reads_what_to_do(people: Mapping[str, Person], name: str, heading: str) -> None:
    assert f"**{heading}**" in _page(people[name])


def test_each_course_has_its_own_map(
    people: Mapping[str, Person], formgrader: Formgrader, own_formgrader: Formgrader
) -> None:
    """What the staff of a course have set is there for who comes after its first release."""
    formgrader.release("cells")
    own_formgrader.release("cells")
    learner = people[RIGHT]
    learner.ask("DELETE", f"/hub/api/users/{RIGHT}/server")
    learner.start_server()
    learner.wait_for_server()
    _, _, maps = _page(learner).partition(f"**{COURSE}**\n\n")
    ours, _, theirs = maps.partition(f"\n\n**{OWN_COURSE}**\n\n")
    assert ours == course_map()
    columns = [line.split(" | ") for line in theirs.splitlines()[2:4]]
    assert [(row[1], row[-1]) for row in columns] == [
        ("`gates`: Gated cells: LSTM and GRU", " |"),
        ("`cells`: The recurrent cell and its gradients", "31 December 2099, 23:59 (UTC+0000) |"),
    ]


@pytest.mark.parametrize("courses", ["one two", None])
def test_no_map_keeps_a_server_from_its_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, courses: str | None
) -> None:
    """Whatever lies in the exchange, and if the hub is of an earlier version."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("UNROLLED_WELCOME", "Hello.\n{assignments}")
    monkeypatch.setenv("UNROLLED_EXCHANGE", str(tmp_path))
    if courses is not None:
        monkeypatch.setenv("UNROLLED_COURSES", courses)
    else:
        monkeypatch.delenv("UNROLLED_COURSES", raising=False)
    (tmp_path / "one").mkdir()
    (tmp_path / "one/course.md").write_bytes(b"\xff" * 200_000)
    (tmp_path / "two").mkdir()
    os.mkfifo(tmp_path / "two/course.md")
    assert _opened() == "/lab/tree/Welcome.md"
    assert (tmp_path / "Welcome.md").stat().st_size < 400_000


def test_it_opens_at_the_first_start_and_writes_through_no_link(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("UNROLLED_WELCOME", "**Submit.**\n{assignments}")
    monkeypatch.setenv("UNROLLED_COURSES", "one")
    monkeypatch.setenv("UNROLLED_EXCHANGE", str(tmp_path / "exchange"))
    page, elsewhere = tmp_path / "home/Welcome.md", tmp_path / "elsewhere"
    page.parent.mkdir()
    elsewhere.write_text("mine")
    opened = [_opened()]
    page.unlink()
    page.symlink_to(elsewhere)
    opened.append(_opened())
    assert opened == ["/lab/tree/Welcome.md", "/lab"]
    assert elsewhere.read_text() == "mine" and page.read_text() == SAID


def _page(person: Person) -> str:
    return str(person.of_server("GET", "/api/contents/Welcome.md")["content"])


def _opened() -> str:
    loader = PyFileConfigLoader("jupyter_server_config.py", str(SERVERS / "everyone"))
    return str(loader.load_config().ServerApp.default_url)
