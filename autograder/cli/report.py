"""Making the class report, with a progress bar."""

from __future__ import annotations

import os
from pathlib import Path

from rich.console import Console
from rich.progress import track

from autograder.batch.entries import people
from autograder.graders.registry import assignment_named
from autograder.grading.course import Course, CourseError
from autograder.report.page import page
from autograder.report.reading import Reader
from autograder.report.report import Report, pseudonyms, report


def class_report(course: Path, assignment: str, anonymous: bool) -> Report:
    """Read a graded class and sum it up; the bar goes to standard error.

    Raises
    ------
    CourseError : when nothing is graded.
    ContentError : when there are no graders for it.
    """
    assignment_named(assignment)
    opened = Course(course)
    called = pseudonyms(opened) if anonymous else str
    reader = Reader(opened, assignment, called)
    for student in track(reader.students, f"Reading {assignment}", console=Console(stderr=True)):
        reader.read(student)
    return report(assignment, reader.reading(), anonymous)


def write_page(made: Report, course: Path, target: Path) -> None:
    """Write the page; only its owner may read what names learners.

    Raises
    ------
    CourseError : when it cannot be written.
    """
    known = [] if made.anonymous else people(course)
    html = page(made, {person.id: person.full_name for person in known})
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with open(target, "w", encoding="utf-8", opener=_private) as file:
            file.write(html)
    except OSError as error:
        raise CourseError(
            f"{target} cannot be written: {error.strerror}. Name another file with --to."
        ) from None


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
