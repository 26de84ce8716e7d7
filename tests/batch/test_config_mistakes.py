"""A mistake in the course's configuration: one sentence on what and where, and no marks."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from autograder.content import VARIABLE
from autograder.process.database import database

from .. import in_process, warm
from ..building.test_settings import DUE, Course
from ..nbgrader.conftest import registered
from .conftest import Class, without_bar
from .tables import tables

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]

FAILING = """
from nbgrader.plugins import LateSubmissionPlugin

class Failing(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score / 0
"""


@pytest.mark.parametrize(
    ("mistake", "says"),
    [
        ("c.x = (", r"nbgrader_config\.py, line \d+: SyntaxError: '\(' was never closed"),
        ("c.x = nothing", r"nbgrader_config\.py, line \d+: NameError: name 'nothing' is not"),
        ("import nowhere", r"nbgrader_config\.py, line \d+: ModuleNotFoundError: No module"),
        ("c.AssignLatePenalties.plugin_class = 'nowhere.Half'", "nowhere.Half"),
        ("c.AssignLatePenalties.plugin_class = 'broken.Half'", r"broken\.py, line 1"),
        ("c.Autograde.autograde_preprocessors = ['nowhere.Step']", "nowhere"),
        ("c.CourseDirectory.db_url = 5", "db_url"),
        ("c.CourseDirectory.groupshared = 'maybe'", "groupshared"),
    ],
)
def test_of_nbgrader_s_configuration(course: Class, mistake: str, says: str) -> None:
    before = tables(database(course.root))
    # A process reads the configuration of a course once.
    mistaken = course.copy(course.root.with_name("mistaken")).root
    (mistaken / "broken.py").write_text("class Half(")
    with (mistaken / "nbgrader_config.py").open("a") as config:
        config.write(f"\n{mistake}\n")
    done = in_process.unrolled("grade", "tiny", f"--course={mistaken}", "--jobs=1")
    said = without_bar(done.stderr)
    assert done.returncode == 2, said
    assert "nbgrader_config.py" in said
    assert re.search(says, said), said
    assert len(said.splitlines()) == 1
    assert said.count("nbgrader_config.py") == 1
    assert not list(mistaken.glob("autograded/*"))
    assert tables(f"sqlite:///{mistaken}/gradebook.db") == before


@pytest.mark.parametrize(
    ("late", "says"),
    [
        ("nowhere.Half", "course.toml says late = 'nowhere.Half', but there is no such plugin"),
        ("broken.Half", r"course.toml says late = 'broken.Half'.*broken.py, line 1\)"),
    ],
)
def test_of_the_late_policy(tmp_path: Path, late: str, says: str) -> None:
    """`nbgrader autograde` says it, too, before anything is written."""
    course = mistaken_course(tmp_path, late)
    for words, code in (("unrolled grade tiny", 2), ("nbgrader autograde tiny", 1)):
        done = run(course.root, *words.split())
        said = without_bar(done.stderr)
        assert (done.returncode, "Traceback" in said) == (code, False), said
        assert re.search(says, said), said
        assert course.scores() == {}
    assert not list(course.root.glob("autograded/*"))


def test_a_late_policy_that_fails_gives_no_mark(tmp_path: Path) -> None:
    course = mistaken_course(tmp_path, "failing.Failing")
    done = run(course.root, "unrolled", "grade", "tiny")
    assert done.returncode == 2
    assert without_bar(done.stderr).splitlines() == [
        "The late policy Failing fails on the submission of ada: ZeroDivisionError: float division "
        "by zero. Mend it and run the same command again; what is recorded stays."
    ]
    assert course.scores() == {}


def mistaken_course(folder: Path, late: str) -> Course:
    """Return a course with a submission that is late."""
    course = Course(folder / "course", f'[tiny]\nlate = "{late}"\n{DUE}')
    (course.root / "broken.py").write_text("class Half(")
    (course.root / "failing.py").write_text(FAILING)
    course.submit("ada")
    shutil.copy(registered("tiny"), course.root / "gradebook.db")
    return course


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != VARIABLE}
    return warm.run(command, folder, environment)
