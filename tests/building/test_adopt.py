"""`unrolled adopt` gives a course an assignment of ours to change."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import nbformat
import pytest

from .conftest import run, unrolled

GRADERS = """
import json
from pathlib import Path
from autograder import content
content.use(Path("."))
from autograder.grading.audit import graders
print(json.dumps(graders("cells")))
"""


def graders(folder: Path) -> dict[str, str]:
    """Return the digests that go into the record of a mark of this course."""
    return json.loads(run(folder, sys.executable, "-c", GRADERS).stdout)


@pytest.mark.nbgrader
def test_what_is_changed_in_it_counts(course: Path) -> None:
    ours = graders(course)
    assert unrolled(course, "adopt", "cells").returncode == 0
    assert graders(course) == ours
    text = course / "assignments/cells/cells.md"
    text.write_text(text.read_text().replace("**Batches.**", "**Many at once.**", 1))
    checks = course / "assignments/cells/hidden/checks.py"
    checks.write_text(f"{checks.read_text()}\n# ours")
    assert {part for part, digest in graders(course).items() if digest != ours[part]} == {
        "assignments"
    }
    assert unrolled(course, "build", "cells").returncode == 0
    release = nbformat.read(course / "release/cells/cells.ipynb", as_version=4)
    assert any("**Many at once.**" in cell.source for cell in release.cells)


def test_it_is_said_when_ours_has_moved_on(course: Path) -> None:
    assert unrolled(course, "adopt", "cells", "bptt").returncode == 0
    assert '"cells", "bptt"' in (course / "course.toml").read_text()
    same = unrolled(course, "adopt", "--check")
    assert (same.returncode, same.stdout.count("ours is as it was")) == (0, 2)
    note = course / "assignments/bptt/adopted.toml"
    lines = note.read_text().splitlines(keepends=True)
    note.write_text("".join(line for line in lines if "hidden/checks.py" not in line))
    other = unrolled(course, "adopt", "--check", "bptt")
    assert other.returncode == 1
    assert "bptt: assignments/bptt/hidden/checks.py\n" in other.stdout


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("typing", "There is no assignment 'typing' to adopt; there are: graphs, cells"),
        ("cells", "assignments/cells is there already, and nothing was changed."),
    ],
)
def test_what_cannot_be_adopted_is_one_sentence(course: Path, name: str, says: str) -> None:
    (course / "assignments/cells").mkdir(parents=True)
    before = sorted(course.rglob("*"))
    refused = unrolled(course, "adopt", name)
    assert (refused.returncode, len(refused.stderr.splitlines())) == (2, 1)
    assert says in refused.stderr
    assert sorted(course.rglob("*")) == before
