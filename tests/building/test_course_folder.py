"""A course in a folder of somebody's own is taught, graded and reported without a line of ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder import content
from autograder.demo.sample import solved
from tests import tiny_course, warm

MARKS = {"ada": 9, "bob": 7}  # Bob hands no state on


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a course, built, with two submissions."""
    root = tmp_path_factory.mktemp("own") / "course"
    shutil.copytree(tiny_course.TINY, root)
    shutil.copy(tiny_course.PROJECT / "source_release/nbgrader_config.py", root)
    run(root, "unrolled", "build", "--course", ".")
    release = nbformat.read(root / "release/tiny/tiny.ipynb", as_version=4)
    for student in MARKS:
        notebook = solved(release, "tiny")
        if student == "bob":
            cell = next(c for c in notebook.cells if c.source.startswith("def walk("))
            cell.source = cell.source.replace("h, _ = step(x_t, h, w)", "").replace(
                "append(h)", "append(step(x_t, h, w)[0])"
            )
        place = root / "submitted" / student / "tiny"
        place.mkdir(parents=True)
        nbformat.write(notebook, place / "tiny.ipynb")
    return root


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder as a user does, who has named no course."""
    environment = {name: value for name, value in os.environ.items() if name != content.VARIABLE}
    done = warm.run(command, folder, environment)
    assert done.returncode == 0, done.stderr
    return done


@pytest.mark.nbgrader
@pytest.mark.sandbox
def test_it_is_graded_and_reported(folder: Path) -> None:
    options = ("--course", ".", "--jobs", "1", "--json")
    rows = json.loads(run(folder, "unrolled", "grade", "tiny", *options).stdout)
    assert {row["student"]: row["score"] for row in rows} == MARKS
    report = json.loads(run(folder, "unrolled", "report", "tiny", "--course", ".", "--json").stdout)
    assert [each["id"] for each in report["misconceptions"]] == ["walk.state_never_handed_on"]


@pytest.mark.nbgrader
@pytest.mark.sandbox
def test_nothing_in_the_working_directory_stands_for_content(folder: Path, tmp_path: Path) -> None:
    """nbgrader puts the working directory first among the places that Python imports from."""
    course = tmp_path / "course"
    shutil.copytree(folder, course)
    (course / "assignments").rename(course / "kept")
    for name in ("solutions", "assignments"):
        (course / name).mkdir(exist_ok=True)
        (course / name / "__init__.py").write_text("raise OSError('shadowed')\n")
    shutil.copytree(course / "kept/tiny", course / "assignments/tiny")
    run(course, "nbgrader", "autograde", "tiny")
    notebook = nbformat.read(course / "autograded/bob/tiny/tiny.ipynb", as_version=4)
    assert notebook.metadata["unrolled"]["score"] == MARKS["bob"]


def test_two_courses_are_not_mixed_in_one_process(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from autograder import content\n"
        "for course in sys.argv[1:]:\n"
        "    content.use(Path(course)); content.hidden_module('tiny', 'checks')\n"
    )
    courses = [str(tiny_course.TINY), str(folder)]
    done = subprocess.run([sys.executable, "-c", code, *courses], capture_output=True, text=True)
    assert f"not {folder}/assignments/tiny/hidden/checks.py: use another process." in done.stderr


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("assignments = [", "cannot be read: Invalid value (at end of document)."),
        ('assignments = "tiny"', 'should say what is taught, as in assignments = ["cells"].'),
        ("", 'should say what is taught, as in assignments = ["cells"].'),
    ],
)
def test_a_course_file_that_says_nothing_is_one_sentence(
    tmp_path: Path, text: str, says: str
) -> None:
    (tmp_path / "course.toml").write_text(text)
    built = warm.run(("unrolled", "build", "--course", tmp_path), tmp_path)
    assert (built.returncode, built.stderr) == (2, f"{tmp_path}/course.toml {says}\n")


def test_what_is_missing_is_named(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from autograder import content\n"
        "content.use(Path(sys.argv[1])); content.hidden(sys.argv[2])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder / "source"), "gru"], capture_output=True, text=True
    )
    assert done.stderr.splitlines()[-1] == (
        "autograder.course_file.ContentError: There is no assignment 'gru'; there are: tiny."
    )
