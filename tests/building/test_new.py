"""`unrolled new` writes an assignment that works as it is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import nbformat
import pytest

from .conftest import unrolled


@pytest.mark.nbgrader
@pytest.mark.sandbox
def test_it_is_verified_built_and_graded_at_once(course: Path) -> None:
    assert unrolled(course, "new", "attention").returncode == 0
    listed = '# ours\nassignments = [\n    "cells", "attention"\n]\n'
    assert (course / "course.toml").read_text() == listed
    assert json.loads(unrolled(course, "verify", "attention", "--json").stdout) == {"attention": []}
    assert unrolled(course, "build", "attention").returncode == 0
    submitted = course / "submitted/ada/attention"
    shutil.copytree(course / "release/attention", submitted)
    notebook = nbformat.read(submitted / "attention.ipynb", as_version=4)
    stub = next(cell for cell in notebook.cells if cell.source.startswith("def mix"))
    stub.source = "def mix(scores, values):\n    return np.exp(scores - np.max(scores)) @ values\n"
    nbformat.write(notebook, submitted / "attention.ipynb")
    assert unrolled(course, "grade", "attention", "--jobs", "1").returncode == 0
    page = unrolled(course, "report", "attention", "--json").stdout
    assert [each["id"] for each in json.loads(page)["misconceptions"]] == ["mix.sum_not_one"]


@pytest.mark.parametrize(
    ("added", "says"),
    [
        ("def run(:", "hidden/exercises.py, line 23: SyntaxError: "),
        ("MOST = most()", "hidden/exercises.py, line 23: NameError: name 'most' is not defined."),
        ("ASSIGNMENT = None", "hidden/exercises.py: ASSIGNMENT should be an Assignment whose"),
        (
            "import cases",
            "hidden/exercises.py, line 23: ModuleNotFoundError: No module named 'cases'",
        ),
    ],
)
def test_what_an_author_gets_wrong_is_one_sentence(course: Path, added: str, says: str) -> None:
    assert unrolled(course, "new", "attention").returncode == 0
    file = course / "assignments/attention/hidden/exercises.py"
    file.write_text(f"{file.read_text()}\n{added}\n")
    refused = unrolled(course, "build", "attention")
    assert (refused.returncode, "Traceback" in refused.stderr) == (2, False)
    assert says in refused.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("cells", "There is an assignment 'cells' already, and nothing was changed"),
        ("9x", "An assignment cannot be called '9x': take small letters"),
        ("class", "An assignment cannot be called 'class': take small letters"),
    ],
)
def test_other_names_are_refused_in_one_sentence(course: Path, name: str, says: str) -> None:
    before = sorted(course.rglob("*"))
    refused = unrolled(course, "new", name)
    assert (refused.returncode, len(refused.stderr.splitlines())) == (2, 1)
    assert says in refused.stderr
    assert sorted(course.rglob("*")) == before
