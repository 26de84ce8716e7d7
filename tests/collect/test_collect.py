"""From a zip to marks with names, and zips that want to do something else."""

from __future__ import annotations

import os
import stat
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import pytest

from autograder.collect.collect import Collection, Fate, Taken
from autograder.collect.times import times
from autograder.grading.course import Course
from autograder.grading.submission import LARGEST_FILE
from tests.nbgrader.conftest import CourseOnDisk, tiny

ROSTER = "id,first_name,last_name,lms_user_id\nada,Ada,Lovelace,4711\nbob,Bob,Ross,4712\n"
SETTINGS = """\
assignments = ["tiny"]
roster = "roster.csv"

[tiny]
due = 2026-01-02T12:00:00+01:00

[tiny.extensions]
ad = 2026-01-09T12:00:00+01:00
"""
WORKSHEET = """\
Identifier,Full name,Last modified (submission)
Participant 815,Ada Lovelace,"Friday, 2 January 2026, 11:30 AM"
Participant 816,Bob Ross,-
"""
NEITHER = (
    "neither Canvas nor Moodle names files like that: put the right one into submitted/ by hand"
)
ADA, BOB = "Ada Lovelace_815_assignsubmission_file", "Bob Ross_816_assignsubmission_file"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> CourseOnDisk:
    return tiny(tmp_path_factory.mktemp("collect") / "course")


def packed(file: Path, members: dict[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


@pytest.mark.nbgrader
@pytest.mark.sandbox
def test_from_a_zip_to_marks_with_names(course: CourseOnDisk, tmp_path: Path) -> None:
    (course.root / "course.toml").write_text(SETTINGS)
    (course.root / "roster.csv").write_text(ROSTER)
    (tmp_path / "worksheet.csv").write_text(WORKSHEET)
    solved, blank = (nbformat.writes(each).encode() for each in (course.solved, course.release))
    members = {f"{ADA}/tiny-1.ipynb": solved, f"{BOB}/tiny.ipynb": blank, "Eve/tiny.ipynb": blank}
    file = str(packed(tmp_path / "all.zip", dict(members)))
    registered = course.run("unrolled", "roster")
    assert registered.returncode == 0, registered.stderr
    assert registered.stdout.splitlines()[1:] == ["– new: ada", "– new: bob"]
    assert "extends tiny for `ad`, whom neither" in registered.stderr
    assert "did you mean `ada`?" in registered.stderr
    times = ("--times", str(tmp_path / "worksheet.csv"))
    done = course.run("unrolled", "collect", "tiny", "--from", file, *times)
    assert done.returncode == 1, done.stderr
    assert "2 of tiny in their places, 1 left out." in done.stdout
    assert "– Eve/tiny.ipynb: neither Canvas nor Moodle" in done.stdout
    graded = course.run("unrolled", "grade", "tiny", "--course", ".")
    assert graded.returncode == 0, graded.stdout + graded.stderr
    assert "did you mean `ada`?" in graded.stderr
    with course.submission("ada") as notebook:
        student = notebook.assignment.student
        assert (student.first_name, student.last_name) == ("Ada", "Lovelace")
        assert str(notebook.assignment.timestamp) == "2026-01-02 10:30:00"
        assert notebook.score == 9  # one more waits for a person
    with course.submission("bob") as notebook:
        assert notebook.assignment.timestamp is None


def take(course: CourseOnDisk, source: Path, update: bool = False) -> tuple[list[Taken], list[str]]:
    """Collect without a roster; return what was taken, and why each other file was not."""
    with Collection(Course(course.root), "tiny", None, update, times("files", UTC)) as collection:
        collection.look([source])
        taken = [each for each in collection.take() if each is not None]
    return taken, [each.why for each in collection.left_out]


def stamped(name: str, hour: int) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, (2026, 1, 5, hour, 0, 0))


def test_what_is_newer_replaces_what_is_there_when_that_is_wanted(
    course: CourseOnDisk, tmp_path: Path
) -> None:
    name = "hoppergrace_1_2_tiny.ipynb"
    first = packed(tmp_path / "first.zip", {stamped(name, 9): b"one"})
    later = packed(tmp_path / "later.zip", {stamped(name, 10): b"two"})
    place = course.root / "submitted/hoppergrace/tiny"
    at_nine = datetime(2026, 1, 5, 9, tzinfo=UTC)
    assert take(course, first) == ([Taken("hoppergrace", name, Fate.NEW, at_nine, False)], [])
    (again,) = take(course, first)[0]
    assert again.as_json() == {
        "student": "hoppergrace",
        "file": name,
        "fate": "there already",
        "submitted": "2026-01-05T09:00:00+00:00",
        "late": False,
    }
    why = ["there is another one already: --update takes this one instead (hoppergrace)"]
    assert take(course, later) == ([], why)
    assert (place / "tiny.ipynb").read_bytes() == b"one"
    assert [each.fate for each in take(course, later, update=True)[0]] == [Fate.REPLACED]
    older = ["it is older than the one that is there (hoppergrace)"]
    assert take(course, first, update=True) == ([], older)
    assert {path.name for path in place.parent.rglob("*")} == {
        "tiny",
        "tiny.ipynb",
        "timestamp.txt",
    }
    assert (place / "timestamp.txt").read_text() == "2026-01-05 10:00:00 UTC"
    place.rename(place.with_name(".tiny.old"))  # as a run leaves it that is killed in between
    assert [each.fate for each in take(course, later)[0]] == [Fate.THERE]


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def test_a_hostile_zip_does_nothing_else(course: CourseOnDisk, tmp_path: Path) -> None:
    before = everything(course.root)
    members: dict[str | zipfile.ZipInfo, bytes] = {
        "../../../slip_1_1_tiny.ipynb": b"{}",
        "/tmp/absolute_2_1_tiny.ipynb": b"{}",
        "x_3_1_../../up/tiny.ipynb": b"{}",
        "line\nbreak_4_1_ti\nny.ipynb": b"{}",
        link("link_5_1_tiny.ipynb"): b"/etc/passwd",
        "empty_6_1_tiny.ipynb": b"",
        "bomb_7_1_tiny.ipynb": bytes(LARGEST_FILE + 1),
        f"{'long' * 2000}_8_1_tiny.ipynb": b"{}",
        "." * 40 + "_9_1_tiny.ipynb": b"{}",
        "__MACOSX/._slip_1_1_tiny.ipynb": b"{}",
    }
    file = packed(tmp_path / "hostile.zip", members)
    taken, left_out = take(course, file)
    assert {each.student for each in taken} == {"slip", "absolute", "line-break"}
    assert [each.file for each in taken if "\n" in each.file] == []
    assert sorted(left_out) == [
        "it is a symbolic link (link)",
        "it is empty: the upload failed, ask for it again (empty)",
        "it is larger than 128 MB (bomb)",
        *[NEITHER] * 2,
        f"nobody can be called “{'.' * 40}”: name the learner in a roster",
    ]
    new = {f"submitted/{each.student}" for each in taken}
    new |= {f"{each}/tiny" for each in new} | {f"{each}/tiny/tiny.ipynb" for each in new}
    assert {path for path in everything(course.root) - before if "timestamp" not in path} == new
    assert not (tmp_path.parent / "slip_1_1_tiny.ipynb").exists()


def everything(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_a_damaged_member_or_archive_stops_nothing(course: CourseOnDisk, tmp_path: Path) -> None:
    good, bad = "good_1_1_tiny.ipynb", "bad_2_1_tiny.ipynb"
    file = packed(tmp_path / "half.zip", {bad: b"x" * 500, good: b"{}"})
    raw = bytearray(file.read_bytes())
    raw[len(bad) + 32] ^= 0xFF
    file.write_bytes(raw)
    taken, left_out = take(course, file)
    assert ([each.student for each in taken], left_out) == (
        ["good"],
        ["it is damaged or locked in the zip (bad)"],
    )
    file.write_bytes(raw[:-30])
    assert take(course, file) == ([], ["it is no zip archive that can be read"])
    assert take(course, tmp_path / "none") == ([], ["there is no such file or folder"])


def test_a_folder_is_read_without_following_links(course: CourseOnDisk, tmp_path: Path) -> None:
    (tmp_path / "own_1_1_tiny.ipynb").write_bytes(b"{}")
    (tmp_path / "other_2_1_tiny.ipynb").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe_3_1_tiny.ipynb")
    taken, left_out = take(course, tmp_path)
    assert [each.student for each in taken] == ["own"]
    assert sorted(left_out) == [
        "it is a symbolic link (other)",
        "it is not a regular file (pipe)",
    ]
