"""The page: whole, safe and alone."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from click.testing import Result
from typer.testing import CliRunner

from autograder.cli.main import app
from autograder.report.page import page
from tests.report.conftest import NOT_ATTEMPTED, ClassOnDisk, Work

HOSTILE = "<img src=x onerror=alert(1)>\"'&{{ 7 * 7 }}"
BREAKING_OUT = f"{HOSTILE}</code></pre></svg></script><script>alert(1)</script>"


@pytest.fixture
def hostile(graded: ClassOnDisk) -> str:
    """The page of a class whose ids and code are attacks."""
    graded.grade(
        {
            HOSTILE: {"softmax": Work(0, "wrong", "softmax.wrong_axis", BREAKING_OUT)},
            f"other {HOSTILE}": {"softmax": Work(0, NOT_ATTEMPTED)},
            f"lost {HOSTILE}": {"softmax": Work(0, "grader_fault")},
        },
        audit={"seconds": 3},
    )
    graded.notebook(f"lost {HOSTILE}").write_text("{")
    return page(graded.report())


class Elements(HTMLParser):
    """Collects the elements of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_what_learners_wrote_is_text(hostile: str) -> None:
    elements = Elements(hostile).found
    tags = [tag for tag, _ in elements]
    assert (tags.count("script"), tags.count("img")) == (1, 0)
    assert [
        name for _, attributes in elements for name in attributes if name.startswith("on")
    ] == []
    assert hostile.count("&lt;img src=x onerror=alert(1)&gt;") >= 4
    assert "{{ 7 * 7 }}" in hostile


def test_the_table_of_who_is_stuck(graded: ClassOnDisk) -> None:
    work = {"a": Work(4), "b": Work(1, "wrong"), "c": Work(0, "raised"), "d": Work(0, "wrong")}
    graded.grade({"ada": work})
    row = re.search(r"<tr><th scope=\"row\">ada</th>(.*?)</tr>", page(graded.report()))
    assert row is not None
    shown = re.findall(r"<td[^>]*>(.*?)</td>", row[1])
    assert shown == ["5", "1", "1", "2", "0", "1", "fewer than half of the points"]


def test_only_our_script_may_run(hostile: str) -> None:
    script = re.findall(r"<script>(.*?)</script>", hostile, re.DOTALL)
    assert len(script) == 1
    digest = base64.b64encode(hashlib.sha256(script[0].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in hostile


def test_nothing_is_fetched(hostile: str) -> None:
    for _, attributes in Elements(hostile).found:
        for name in ("src", "href", "xlink:href", "action", "data"):
            assert (attributes.get(name) or "#").startswith("#")
    assert "@import" not in hostile
    assert re.findall(r"url\((?!#)", hostile) == []


def test_structure_for_those_who_listen(hostile: str) -> None:
    elements = Elements(hostile).found
    tags = [tag for tag, _ in elements]
    assert next(attributes for tag, attributes in elements if tag == "html")["lang"] == "en"
    assert {"header", "nav", "main", "footer"} <= set(tags)
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in elements:
        if tag == "svg":
            assert attributes["role"] == "img"
            assert set((attributes["aria-labelledby"] or "").split()) <= set(ids)


def test_people_have_their_names_where_somebody_has_told(graded: ClassOnDisk) -> None:
    graded.grade({"ada": {"softmax": Work(0, "wrong")}, "bob": {"softmax": Work(0, "wrong")}})
    text = page(graded.report(), {"ada": "Ada <Lovelace>", "bob": ""})
    assert '<th scope="row">Ada &lt;Lovelace&gt; (ada)</th>' in text
    assert '<th scope="row">bob</th>' in text


def test_the_command(graded: ClassOnDisk) -> None:
    nothing = run(graded, "cells")
    assert (nothing.exit_code, nothing.stdout) == (2, "")
    assert "No submission of 'cells' is graded" in nothing.stderr
    graded.grade({"ada": {"softmax": Work(4)}})
    done = run(graded, "cells", "--json")
    assert done.exit_code == 0
    written = graded.root / "report/cells.html"
    assert "report/cells.html" in done.stderr
    assert written.read_text().startswith("<!doctype html>")
    assert oct(written.stat().st_mode & 0o777) == "0o600"
    assert json.loads(done.stdout)["learners"][0]["student"] == "ada"
    unwritable = run(graded, "cells", "--to", str(graded.root))
    assert (unwritable.exit_code, "Name another file with --to" in unwritable.stderr) == (2, True)
    unknown = run(graded, "../cells")
    assert (unknown.exit_code, unknown.stdout) == (2, "")
    assert "There is no assignment '../cells'" in unknown.stderr


def run(graded: ClassOnDisk, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["report", *arguments, "--course", str(graded.root)])
