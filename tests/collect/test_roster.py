"""Files with learners: ours, Canvas', Moodle's; and what cannot be meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.batch.person import Person
from autograder.collect.roster import read_roster
from autograder.grading.course import CourseError

ADA = Person("ada", "Ada", "Lovelace", "ada@x.org", "4711")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("id,first_name,last_name,email,lms_user_id\nada,Ada,Lovelace,ada@x.org,4711\n", [ADA]),
        ("\ufeffLast name;ID;First name\r\n\r\nLovelace;ada\r\n", [Person("ada", "", "Lovelace")]),
        (
            "Student,ID,SIS User ID,SIS Login ID,Section,tiny (12)\n,,,,,Manual Posting\n"
            '    Points Possible,,,,,8\n"Lovelace, Ada",4711,S1,ada@x.org,A,3\n'
            '"Lee",4712,S2,,A,\n"Student, Test",4,,x,A,\n',
            [
                Person("ada@x.org", "Ada", "Lovelace", "ada@x.org", "4711"),
                Person("S2", "", "Lee", "", "4712"),
            ],
        ),
        (
            "First name,Last name,Email address,ID number\n"
            "Ada,Lovelace,ada@x.org,77\nBob,,b@x.org,",
            [
                Person("77", "Ada", "Lovelace", "ada@x.org", "77"),
                Person("b@x.org", "Bob", "", "b@x.org"),
            ],
        ),
        ("Username\tFirst name\tSurname\nada\tAda\tLovelace", [Person("ada", "Ada", "Lovelace")]),
    ],
)
def test_is_read(tmp_path: Path, text: str, people: list[Person]) -> None:
    (file := tmp_path / "roster.csv").write_text(text, "utf-8", newline="")
    assert read_roster(file) == people


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("name,surname\nada,x", 1, "no line of headings that is understood: id, first_name"),
        ("", 1, "no line of headings"),
        ("id,email\n", 1, "no learner."),
        ("id,email\nada,a\n\nada,b", 4, "ada stands there twice."),
        ("id,email\nada,a,b", 2, "3 cells below 2 headings."),
        ("id,email\n,a@x.org", 2, "no id for a@x.org."),
        ("id\n../ada", 2, "nobody can be called '../ada' in nbgrader"),
        ("id\n.ada", 2, "nobody can be called '.ada'"),
        (f"id\n{'a' * 129}", 2, "nobody can be called"),
        ('id,first name\nada,"two\nlines"', 2, "'two\\nlines' is too long, or more than a line"),
        ("id,lms_user_id\nada,7\nbob,7", 3, "bob has the number 7 of ada."),
    ],
)
def test_is_refused_with_the_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    (file := tmp_path / "roster.csv").write_text(text, "utf-8")
    with pytest.raises(CourseError) as error:
        read_roster(file)
    assert str(error.value).startswith(f"{file}, line {line}: {says}")


def test_another_encoding_is_said(tmp_path: Path) -> None:
    (file := tmp_path / "roster.csv").write_bytes("id\nZoë".encode("cp1252"))
    with pytest.raises(CourseError, match="is not UTF-8"):
        read_roster(file)
