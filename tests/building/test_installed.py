"""Assignments that come in an installed package are found as if they lay in the course."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .conftest import unrolled

METADATA = "Metadata-Version: 2.1\nName: theirs\nVersion: 1.0\n"


@pytest.fixture
def site(course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a package with the assignment `attention` is installed, beside a course without it."""
    folder = tmp_path / "site"
    for name, text in (
        ("METADATA", METADATA),
        ("entry_points.txt", "[unrolled.content]\ntheirs = theirs\n"),
    ):
        file = folder / "theirs-1.0.dist-info" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    assert unrolled(course, "new", "attention").returncode == 0
    for part in ("assignments", "solutions"):
        shutil.move(course / part, folder / "theirs" / part)
    (folder / "theirs/__init__.py").touch()
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder


def test_they_are_built_and_verified_as_if_they_lay_in_the_course(course: Path, site: Path) -> None:
    assert unrolled(course, "build", "attention").returncode == 0
    assert (course / "release/attention/attention.ipynb").exists()
    verified = unrolled(course, "verify", "attention:mix")
    assert verified.returncode == 0, verified.stdout


def test_a_package_that_is_gone_is_named_in_one_sentence(course: Path, site: Path) -> None:
    shutil.rmtree(site / "theirs")
    refused = unrolled(course, "build", "cells")
    assert (refused.returncode, len(refused.stderr.splitlines())) == (2, 1)
    assert "'theirs' says that it has assignments in theirs, which is no package here" in (
        refused.stderr
    )
