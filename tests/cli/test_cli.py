"""The command line, as people and programs use it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from autograder.sandbox.names import LAYERS
from tests import in_process, warm

PROJECT = Path(__file__).parents[2]
COURSE = PROJECT / "source_release"
SOLVED = COURSE / "source/cells/cells.ipynb"


@pytest.mark.sandbox
def test_mark_prints_one_object(tmp_path: Path) -> None:
    shutil.copytree(COURSE, tmp_path / "course")
    arguments = (SOLVED, "--assignment", "cells", "--json", "--course", tmp_path / "course")
    result = warm.run(("unrolled", "mark", *arguments), tmp_path)
    assert result.returncode == 0, result.stderr
    verdict = json.loads(result.stdout)
    assert (verdict["assignment"], verdict["score"], verdict["max_score"]) == ("cells", 34, 34)
    assert list(verdict["sandbox"]["layers"]) == list(LAYERS)
    assert verdict["sandbox"]["accepted_gaps"] == []
    first = verdict["exercises"][0]
    assert (first["name"], first["score"], first["max_score"]) == ("softmax", 2, 2)
    assert first["checks"][0] == {
        "name": "probabilities",
        "outcome": "passed",
        "message": "Right.",
        "misconception": None,
    }


@pytest.mark.parametrize(
    ("notebook", "assignment", "says"),
    [
        ("README.md", "cells", "is not JSON"),
        ("missing.ipynb", "cells", "No such file"),
        (".", "cells", "not a regular file"),
        ("README.md", "typing", "no release of 'typing'"),
    ],
)
def test_unusable_input_is_one_sentence(notebook: str, assignment: str, says: str) -> None:
    result = warm.run(("unrolled", "mark", notebook, "--assignment", assignment), PROJECT)
    assert result.returncode == 2
    assert says in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""


@pytest.mark.sandbox
def test_doctor_names_every_layer() -> None:
    result = in_process.unrolled("doctor", "--json")
    layers = json.loads(result.stdout)
    assert [layer["name"] for layer in layers] == list(LAYERS)
    assert result.returncode == (0 if all(layer["holds"] for layer in layers) else 3)


@pytest.mark.parametrize(
    ("prepare", "arguments", "says"),
    [
        ("nothing", [], "no release"),
        ("release", [], "no submissions"),
        ("submission", ["--student", "nobody"], "No submission of 'cells' by: nobody"),
    ],
)
def test_grade_says_what_is_missing(
    prepare: str, arguments: list[str], says: str, tmp_path: Path
) -> None:
    course = tmp_path / "course"
    course.mkdir()
    if prepare != "nothing":
        shutil.copytree(COURSE, course, dirs_exist_ok=True)
    if prepare == "submission":
        (course / "submitted/somebody/cells").mkdir(parents=True)
    result = in_process.unrolled("grade", "cells", "--course", course, *arguments)
    assert result.returncode == 2
    assert says in result.stderr


def test_grade_has_no_option_that_rewrites_marks() -> None:
    """That is what `unrolled regrade` is for, which shows them first."""
    result = in_process.unrolled("grade", "cells", "--again")
    assert (result.returncode, "No such option" in result.stderr) == (2, True)


def test_demo_replaces_only_demos(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("precious")
    result = in_process.unrolled("demo", "--to", tmp_path)
    assert result.returncode == 2
    assert "something else" in result.stderr
    assert (tmp_path / "thesis.tex").read_text() == "precious"


@pytest.mark.parametrize(
    "command", ["build", "doctor", "mark", "grade", "replay", "calibrate", "demo"]
)
def test_help_teaches(command: str) -> None:
    result = in_process.unrolled(command, "--help")
    assert result.returncode == 0
    assert "Exit codes" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["build"], "is not a course directory"),
        (["quickstart", "../x"], "A course cannot be called '../x'"),
        (["quickstart", "taken"], "taken exists already"),
        (["quickstart", "dl", "--assignments", "typing"], "There is no assignment 'typing'"),
        (["quickstart", "dl", "--assignments", ""], "name at least one"),
    ],
)
def test_no_course_comes_of_what_cannot_be_one(
    arguments: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").mkdir()
    monkeypatch.chdir(tmp_path)
    result = in_process.unrolled(*arguments)
    assert result.returncode == 2
    assert says in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
