"""`unrolled upgrade-check` says what would change, and changes nothing."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from autograder.process.database import database
from tests import in_process

from .conftest import Class
from .tables import tables

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]


def looked_at(course: Class) -> tuple[int, Any]:
    done = in_process.unrolled("upgrade-check", f"--course={course.root}", "--jobs=2", "--json")
    return done.returncode, json.loads(done.stdout)


def test_what_would_change_is_said(graded: Class, tmp_path: Path) -> None:
    course = graded.copy(tmp_path / "course")
    (course.root / "course.toml").write_text('assignments = ["tiny"]\n')
    code, said = looked_at(course)
    assert (code, said["assignments"]["tiny"]["release"]) == (
        0,
        {"cells": [], "files": [], "adopted": []},
    )
    (course.root / "release/tiny/workbook.py").write_text("# of another version\n")
    with closing(sqlite3.connect(course.root / "gradebook.db")) as gradebook:
        gradebook.execute("update grade set auto_score = 0")
        gradebook.execute("update alembic_version set version_num = 'older'")
        gradebook.commit()
    before = tables(database(course.root))
    code, said = looked_at(course)
    tiny = said["assignments"]["tiny"]
    assert (code, said["tables"]["recorded"], tiny["release"]["files"]) == (
        1,
        "older",
        ["workbook.py"],
    )
    assert tiny["marks"]["up"] > 0 and tiny["marks"]["down"] == 0
    assert tables(database(course.root)) == before
    shutil.rmtree(course.root / "release/tiny")
    assert looked_at(course)[1]["assignments"] == {}  # nothing that learners have would change
