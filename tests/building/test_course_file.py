"""What a teacher writes into `course.toml` is read, or refused in a sentence with its line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.course_file import AssignmentSettings, ContentError, read
from autograder.grading_rules import Rules
from tests import warm

TASKS = {"step": True, "walk": True, "step_backward": True, "small": False}
WHOLE = """\
# Two lines, and one list over several.
assignments = [
    "tiny",
    "other",
]
late = "zero"
attempts = 3
feedback = "when released"

[tiny]
feedback = "after due"
counts = "best"
pause = 2.5
title = "A small recurrence"
due = 2026-12-01T23:59:00+01:00
leave_out = ["step"]
points = { walk = 10, small = 0 }

[tiny.time_limit]
walk = 10

[tiny.tolerance]
step_backward = 1e-2

[tiny.extensions]
ada = 2026-12-08T23:59:00+01:00
"""


OF_ASSIGNMENTS = {"other": TASKS, "tiny": TASKS}


def test_everything_is_read(tmp_path: Path) -> None:
    (file := tmp_path / "course.toml").write_text(WHOLE)
    course = read(file, OF_ASSIGNMENTS)
    assert course.assignments == ("tiny", "other")
    assert course.settings["other"] == AssignmentSettings(
        late="zero", rules=Rules(attempts=3, feedback="when released")
    )
    tiny = course.settings["tiny"]
    assert (tiny.title, tiny.late, tiny.leave_out) == ("A small recurrence", "zero", ("step",))
    assert tiny.rules == Rules(True, "after due", 3, 2.5, "best", "all")
    assert tiny.points == {"walk": 10, "small": 0}
    assert (tiny.time_limit, tiny.tolerance) == ({"walk": 10}, {"step_backward": 0.01})
    assert tiny.due_for("ada") == datetime(2026, 12, 8, 22, 59, tzinfo=UTC)
    assert tiny.due_for("bob") == datetime(2026, 12, 1, 22, 59, tzinfo=UTC)


RULES = "automatic, feedback, attempts, pause, counts, shows"
ALL = f"title, due, late, leave_out, points, time_limit, tolerance, extensions, {RULES}"


@pytest.mark.parametrize(
    ("then", "line", "says"),
    [
        ("[tiny]\npionts = {}", 4, "`pionts` is no key; did you mean `points`?"),
        ("[tiny]\nx = 1", 4, f"`x` is no key; there are: {ALL}."),
        ("[tinny]", 3, "`tinny` is no assignment of this course; did you mean `tiny`?"),
        ("assigments = 1", 3, "`assigments` is no key; did you mean `assignments`?"),
        ("[tiny]\ntitle = 3", 4, 'a title is one line of text, as in title = "Recurrent cells".'),
        ("[tiny.points]\nwalks = 3", 4, "`walks` is no exercise of tiny; did you mean `walk`?"),
        (
            "[tiny]\n\n[tiny.points]\n# more\nstep = 1\nwalk = -1",
            8,
            "`walk` cannot have -1 as points: from 0 to 1e+06.",
        ),
        ("[tiny.points]\nwalk = nan", 4, "`walk` cannot have nan as points: from 0 to 1e+06."),
        ("[tiny.points]\nwalk = true", 4, "`walk` cannot have True as points: from 0 to 1e+06."),
        ("[tiny]\npoints = 3", 4, "give points for each exercise by name, below [tiny.points]."),
        (
            "[tiny.tolerance]\nwalk = 0.5",
            4,
            "`walk` cannot have 0.5 as a tolerance: from 1e-09 to 0.1.",
        ),
        (
            "[tiny.time_limit]\nwalk = 0",
            4,
            "`walk` cannot have 0 as seconds: from 0.1 to 600.",
        ),
        ("[tiny.time_limit]\nsmall = 9", 4, "`small` is answered in words, and never run."),
        (
            '[tiny]\nleave_out = [\n"step",\n"wlak"]',
            4,
            "`wlak` is no exercise of tiny; did you mean `walk`?",
        ),
        (
            '[tiny]\nleave_out = ["step"]\npoints.step = 1',
            5,
            "`step` is left out: nothing can be set for it.",
        ),
        (
            '[tiny]\nleave_out = ["step", "walk", "step_backward"]',
            4,
            "this leaves no exercise of tiny.",
        ),
        (
            '[tiny]\ndue = "2026-12-01"',
            4,
            "`due` needs date, time and time zone, without quotation marks, as in "
            "due = 2026-12-01T23:59:00+01:00.",
        ),
        (
            "[tiny.extensions]\nada = 2026-12-01T23:59:00+01:00",
            3,
            "without a due date of tiny there is nothing to extend.",
        ),
        (
            "[tiny]\ndue = 2026-12-01T23:59:00Z\n[tiny.extensions]\nada = 2026-11-01T23:59:00Z",
            6,
            "this date for ada comes before all others' own.",
        ),
        ("automatic = 1", 3, "`automatic` cannot be 1: say true or false."),
        ("attempts = 0", 3, "`attempts` cannot be 0: say a whole number from 1 to 1000."),
        ("pause = -1", 3, "`pause` cannot be -1: say a number of minutes from 0 to 10080."),
        (
            '[tiny]\nfeedback = "soon"',
            4,
            '`feedback` cannot be \'soon\': say "at once", "after due" or "when released".',
        ),
        (
            '[tiny]\ncounts = ["best"]',
            4,
            '`counts` cannot be [\'best\']: say "best" or "last".',
        ),
        (
            'feedback = "after due"',
            3,
            "without a due date of tiny there is nothing to wait for.",
        ),
        (
            '[tiny]\nlate = "never"',
            4,
            '\'never\' is no way to treat late work: say "none", "zero", or the class of a '
            'plugin for nbgrader, as in late = "our_course.HalfADay".',
        ),
    ],
)
def test_what_cannot_be_meant(tmp_path: Path, then: str, line: int, says: str) -> None:
    (file := tmp_path / "course.toml").write_text(f'# taught:\nassignments = ["tiny"]\n{then}\n')
    with pytest.raises(ContentError) as refusal:
        read(file, OF_ASSIGNMENTS)
    assert str(refusal.value) == f"{file}, line {line}: {says}"


@pytest.mark.parametrize(
    "command",
    [["build"], ["grade", "cells"], ["report", "cells"], ["regrade", "cells"], ["calibrate"]],
)
def test_every_command_says_it(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "course.toml").write_text('assignments = ["cells"]\n[cells]\ntitel = "x"\n')
    done = warm.run(("unrolled", *command, "--course", tmp_path), tmp_path)
    says = f"{tmp_path}/course.toml, line 3: `titel` is no key; did you mean `title`?\n"
    assert (done.returncode, done.stderr) == (2, says)


def test_an_assignment_that_is_not_there(tmp_path: Path) -> None:
    (file := tmp_path / "course.toml").write_text('assignments = ["tiny", "tini"]\n')
    with pytest.raises(ContentError) as refusal:
        read(file, OF_ASSIGNMENTS)
    assert str(refusal.value) == f"{file}, line 1: `tini` is no assignment; did you mean `tiny`?"
