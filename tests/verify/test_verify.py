"""`unrolled verify` tells an author what is missing or wrong, and where, in a copy of `tiny`."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from autograder import content
from tests import tiny_course, warm

HIDDEN = "assignments/tiny/hidden"
WRONG = (
    ("solutions/tiny.py", '"dw": da * h}', '"dw": 2 * da * h}'),
    (f"{HIDDEN}/cases.py", 'return [Case("two', 'return [] and [Case("two'),
    (f"{HIDDEN}/checks.py", '@check("walk")', '@check("wander")'),
    (f"{HIDDEN}/exercises.py", 'run_walk, uses=(("step",),)', 'run_walk, uses=(("stride",),)'),
    (f"{HIDDEN}/mistakes/step.toml", 'by = "w * h"', 'by = "x + w * h"'),
    (f"{HIDDEN}/mistakes/step_backward.toml", "Which state was", "In `da * h`, which state was"),
)
FOUND = {
    ("step", "cases.py", "It has no public example: let `public_cases` return one."),
    ("walk", "cases.py", "It has no public example: let `public_cases` return one."),
    ("step_backward", "cases.py", "It has no public example: let `public_cases` return one."),
    (
        "walk",
        "exercises.py",
        "It builds on `stride`, which is no exercise before it: mend the name or the order.",
    ),
    (
        "",
        "checks.py",
        "`test_walk_refusal` checks `wander`, which is no exercise. Mend the name.",
    ),
    (
        "step_backward",
        "tiny.py",
        "`dw` is not the slope of `objective` by finite differences, in the case “three steps”: "
        "mend the reference, or `objective` in exercises.py.",
    ),
    (
        "step",
        "step.toml",
        "`input_left_out`: every check passes it: add a case that shows it, or remove it.",
    ),
    (
        "step_backward",
        "step_backward.toml",
        "`state_of_the_step_after`: its hint contains the right code: "
        "name the idea that is missing, not the answer.",
    ),
}


def verified(folder: Path, named: str) -> tuple[int, set[tuple[str, str, str]]]:
    """Return the exit code, and exercise, file and sentence of each finding."""
    environment = {k: v for k, v in os.environ.items() if k != content.VARIABLE}
    command = ("unrolled", "verify", named, "--json", "--course", folder)
    done = warm.run(command, folder, environment)
    found = json.loads(done.stdout)[named]
    return done.returncode, {(f["exercise"], Path(f["file"]).name, f["says"]) for f in found}


@pytest.mark.sandbox
def test_nothing_is_found_where_all_is_well() -> None:
    """No kernel complains, either."""
    done = warm.run(("unrolled", "verify", "tiny", "--course", tiny_course.TINY), tiny_course.TINY)
    assert (done.returncode, done.stdout.count("as it should be")) == (0, 3), done.stderr
    assert "TCP" not in done.stderr


@pytest.mark.sandbox
def test_each_thing_that_is_wrong_is_one_sentence(tmp_path: Path) -> None:
    code, found = verified(with_edits(tmp_path, *WRONG), "tiny")
    assert code == 1
    assert found >= FOUND, FOUND - found


def test_files_that_cannot_be_used_are_named_with_the_line(tmp_path: Path) -> None:
    course = with_edits(tmp_path, (f"{HIDDEN}/cases.py", '"x": rng', '"x": ring'))
    says = "Line 40 raises NameError: name 'ring' is not defined. Mend it."
    assert verified(course, "tiny:step") == (1, {("step", "cases.py", says)})
    shown = warm.run(("unrolled", "verify", "tiny", "--course", course), tmp_path).stdout
    assert f"│ course/{HIDDEN}/cases.py" in shown
    assert "as it should be" not in shown
    assert shown.count("not looked at to the end") == 3


@pytest.mark.sandbox
def test_a_file_of_mistakes_that_is_no_toml_is_named_with_the_line(tmp_path: Path) -> None:
    course = with_edits(tmp_path, (f"{HIDDEN}/mistakes/step.toml", 'by = "h + x"', 'by = "h + x'))
    says = "It cannot be used: Illegal character '\\n' (at line 4, column 12). Mend it."
    assert verified(course, "tiny:walk") == (1, {("step", "step.toml", says)})
    assert warm.run(("unrolled", "build", "tiny", "--course", course), course).returncode == 0
    blank = course / "release/tiny/tiny.ipynb"
    command = ("unrolled", "mark", blank, "--assignment", "tiny", "--course", course)
    marked = warm.run(command, course)
    file = course / f"{HIDDEN}/mistakes/step.toml"
    sentence = f"{file}: Illegal character '\\n' (at line 4, column 12).\n"
    assert (marked.returncode, marked.stderr) == (2, sentence)


def test_a_mistake_that_cannot_be_made_is_held_against_no_other(tmp_path: Path) -> None:
    file = f"{HIDDEN}/mistakes/step.toml"
    course = with_edits(tmp_path, (file, 'replace = "w * h + x"', 'replace = "w * h + y"'))
    says = "It cannot be used: weight_left_out: 'w * h + y' does not occur in step. Mend it."
    finding = ("step", "step.toml", says)
    assert verified(course, "tiny:step") == verified(course, "tiny:walk") == (1, {finding})


@pytest.mark.sandbox
def test_a_reference_that_raises_is_all_that_is_said(tmp_path: Path) -> None:
    course = with_edits(tmp_path, ("solutions/tiny.py", "states.append(h)", "stats.append(h)"))
    says = "Line 53 raises NameError: name 'stats' is not defined. Mend it."
    assert verified(course, "tiny") == (1, {("walk", "tiny.py", says)})


def with_edits(folder: Path, *edits: tuple[str, str, str]) -> Path:
    """Return a copy of the tiny course with each first text of a file replaced by the second."""
    course = folder / "course"
    shutil.copytree(tiny_course.TINY, course)
    for file, right, wrong in edits:
        text = (course / file).read_text()
        assert right in text
        (course / file).write_text(text.replace(right, wrong, 1))
    return course
