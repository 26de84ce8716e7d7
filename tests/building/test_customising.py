"""What the documents say that staff can change works as they say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from autograder.graders.expectations import Expectations
from autograder.graders.registry import assignment_named
from autograder.grading.course import Course as Directory
from tests import tiny_course

from .conftest import run, unrolled
from .test_settings import Course

AUTHORING = (tiny_course.PROJECT / "docs/authoring.md").read_text()


def blocks(section: str, following: str) -> list[str]:
    """Return what the document has in fences between two headings."""
    text = AUTHORING.partition(f"## {section}\n")[2].partition(f"## {following}\n")[0]
    return [
        body for _, body in re.findall(r"^(`{3,})\w+\n(.*?)^\1$", text, re.DOTALL | re.MULTILINE)
    ]


def append(file: Path, text: str) -> None:
    file.write_text(f"{file.read_text()}\n\n{text}")


@pytest.mark.nbgrader
@pytest.mark.sandbox
def test_an_exercise_is_added(course: Path) -> None:
    text, reference, run, place, check, mistake = blocks(
        "Add an exercise", "What `verify` looks at"
    )
    assert unrolled(course, "new", "attention").returncode == 0
    hidden = course / "assignments/attention/hidden"
    append(course / "assignments/attention/attention.md", text)
    append(course / "solutions/attention.py", reference)
    append(hidden / "checks.py", check)
    (hidden / "mistakes/entropy.toml").write_text(mistake)
    exercises = (hidden / "exercises.py").read_text()
    exercises = exercises.replace("\n\nASSIGNMENT", f"\n\n{run}\n\nASSIGNMENT")
    exercises = exercises.replace('exercises=(Exercise("mix", ("y",), run_mix),)', place.strip())
    (hidden / "exercises.py").write_text(exercises)
    assert json.loads(unrolled(course, "verify", "attention", "--json").stdout) == {"attention": []}


@pytest.mark.nbgrader
@pytest.mark.sandbox
def test_work_in_an_earlier_release_is_graded_as_the_new_one_asks(tmp_path: Path) -> None:
    course = Course(tmp_path / "course", "[tiny.points]\nwalk = 3\n")
    course.submit("ada")
    course.set("[tiny.points]\nwalk = 10\n")
    assert unrolled(course.root, "build", "--course", ".").returncode == 0
    assert course.graded() == {"ada": (16, 16)}


def test_each_course_has_hidden_numbers_of_its_own(tmp_path: Path) -> None:
    first, second = Directory(tmp_path / "one"), Directory(tmp_path / "two")
    for each in (first, second):
        each.root.mkdir()
    tiny = assignment_named("tiny")
    numbers = [
        [case.values["x"].tolist() for case in Expectations(tiny, each.secret).cases(exercise)]
        for each in (first, second)
        for exercise in tiny.exercises[:1]
    ]
    assert numbers[0] != numbers[1]
    assert first.secret == Directory(first.root).secret


@pytest.mark.sandbox
@pytest.mark.nbgrader
def test_sentences_may_be_said_in_other_words(tmp_path: Path) -> None:
    course = Course(tmp_path / "course", "")
    (course.root / "messages.toml").write_text('[passed]\nplain = "Richtig."\n')
    course.submit("ada")
    assert course.graded() == {"ada": (9, 9)}
    page = (course.root / "feedback/ada/tiny/tiny.html").read_text()
    assert ("Richtig." in page, "Right." in page) == (True, False)


@pytest.mark.parametrize(
    ("messages", "says"),
    [
        ('[passed]\nplane = "Richtig."', "there is no sentence 'passed.plane'"),
        (
            '[wrong]\nmutated = "`{name}` ändert, was es bekommt."',
            "the gaps of 'wrong.mutated' should be: {function}.",
        ),
        ('[passed]\nplain = "Richtig"}', "cannot be read"),
        ('plain = "Richtig."', "every sentence stands in a section"),
    ],
)
def test_sentences_that_cannot_be_are_named(course: Path, messages: str, says: str) -> None:
    (course / "messages.toml").write_text(messages)
    refused = unrolled(course, "build", "cells")
    assert (refused.returncode, len(refused.stderr.splitlines())) == (2, 1)
    assert says in refused.stderr


@pytest.mark.sandbox
@pytest.mark.nbgrader
def test_the_demo_keeps_its_promises(tmp_path: Path) -> None:
    course = Course(tmp_path / "course", '[tiny]\nleave_out = ["step"]\npoints = { walk = 10 }\n')
    shown = run(course.root, "unrolled", "demo", "--to", "demo")
    assert (shown.returncode, shown.stdout.splitlines()[-3].split()[-2]) == (0, "0")
