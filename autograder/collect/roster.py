"""The file with the learners of a course: ours, or as Canvas and Moodle export it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from autograder.batch.person import LONGEST_ID, Person, can_be_id
from autograder.grading.course import CourseError

LARGEST_ROSTER = 16 << 20
UNDERSTOOD = (
    "id, first_name, last_name, email, lms_user_id; or Canvas' Student, ID, SIS User ID, SIS Login "
    "ID; or Moodle's First name, Last name, Username, ID number, Email address"
)
Row = Mapping[str, str]  # by heading, in small letters


@dataclass(frozen=True)
class Form:
    """How somebody writes down learners: headings by which it is known, and what a row says."""

    headings: frozenset[str]
    person: Callable[[Row], Person | None]


def read_roster(file: Path) -> list[Person]:
    """Read who takes a course.

    Raises
    ------
    CourseError : one sentence with the line, when anything in it cannot be meant.
    """
    rows = _rows(file)
    line, headings = next(rows, (1, []))
    known = [heading.strip().lower().replace("_", " ") for heading in headings]
    form = next((form for form in FORMS if form.headings <= set(known)), None)
    if form is None:
        _refuse(file, line, f"no line of headings that is understood: {UNDERSTOOD}")
    people: dict[str, Person] = {}
    numbers: dict[str, str] = {}
    for line, cells in rows:
        if len(cells) > len(known):
            _refuse(file, line, f"{len(cells)} cells below {len(known)} headings")
        person = form.person(dict(zip(known, map(str.strip, cells), strict=False)))
        if person is not None:
            _look_at(person, file, line)
            if person.id in people:
                _refuse(file, line, f"{person.id} stands there twice")
            if person.lms_user_id and person.lms_user_id in numbers:
                other = numbers[person.lms_user_id]
                _refuse(file, line, f"{person.id} has the number {person.lms_user_id} of {other}")
            people[person.id] = person
            numbers[person.lms_user_id] = person.id
    if not people:
        _refuse(file, line, "no learner")
    return list(people.values())


def _look_at(person: Person, file: Path, line: int) -> None:
    if not person.id:
        _refuse(file, line, f"no id for {person.full_name or person.lms_user_id or person.email}")
    if not can_be_id(person.id):
        _refuse(
            file,
            line,
            f"nobody can be called {person.id[:LONGEST_ID]!r} in nbgrader, which makes folders of "
            f"it: no `/`, no dot in front, at most {LONGEST_ID} signs",
        )
    for text in (person.first_name, person.last_name, person.email, person.lms_user_id):
        if len(text) > LONGEST_ID or not text.isprintable():
            _refuse(file, line, f"{text[:40]!r} is too long, or more than a line of text")


def _rows(file: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold something, each with its line."""
    try:
        if file.stat().st_size > LARGEST_ROSTER:
            raise CourseError(f"{file} is larger than any roster: name another file.")
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise CourseError(f"{file} is not UTF-8: save it as “CSV UTF-8”.") from None
    except OSError as error:
        raise CourseError(f"The roster {file} cannot be read: {error.strerror}.") from None
    first = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=first.count)  # spreadsheets take what is usual in their country
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        _refuse(file, line, f"it is no CSV ({error})")


def _refuse(file: Path, line: int, says: str) -> NoReturn:
    raise CourseError(f"{file}, line {line}: {says}.")


def _ours(row: Row) -> Person | None:
    keys = ("id", "first name", "last name", "email", "lms user id")
    return _unless_empty(Person(*(row.get(key, "") for key in keys)))


def _canvas(row: Row) -> Person | None:
    """Read a row of Canvas' gradebook; not all of them are learners."""
    name = row["student"]
    if name.startswith("Points Possible") or name in ("", "Student, Test"):
        return None
    last, _, first = (part.strip() for part in name.partition(","))
    login, number = row.get("sis login id", ""), row.get("id", "")
    name_in_nbgrader = login or row.get("sis user id", "") or number
    return Person(name_in_nbgrader, first, last, login if "@" in login else "", number)


def _moodle(row: Row) -> Person | None:
    number, email = row.get("id number", ""), row.get("email address", "")
    name_in_nbgrader = row.get("username", "") or number or email
    last = row.get("last name", "") or row.get("surname", "")
    return _unless_empty(Person(name_in_nbgrader, row["first name"], last, email, number))


def _unless_empty(person: Person) -> Person | None:
    return None if person == Person("") else person


FORMS = (
    Form(frozenset({"student", "id"}), _canvas),
    Form(frozenset({"id"}), _ours),
    Form(frozenset({"first name", "email address"}), _moodle),
    Form(frozenset({"first name", "id number"}), _moodle),
    Form(frozenset({"first name", "username"}), _moodle),
)
