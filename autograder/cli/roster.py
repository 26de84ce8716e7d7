"""Showing what a roster has changed, and who is in `course.toml` and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import typer
from rich.console import Console

from autograder import content
from autograder.cli.errors import errors
from autograder.collect.register import Registration, register
from autograder.collect.roster import read_roster
from autograder.collect.strangers import strangers
from autograder.grading.course import CourseError


def show_roster(course: Path, file: Path | None, as_json: bool, console: Console) -> None:
    """Register the learners of a file, or of the one that the course names, and say who is new.

    Raises
    ------
    CourseError : when there is no such file, or it or the gradebook cannot be used.
    """
    file = file or content.roster()
    if file is None:
        raise CourseError(
            f'Name a file, or say which it is in {content.COURSE_FILE}: roster = "roster.csv".'
        )
    people = read_roster(file)
    done = register(course, people)
    if as_json:
        typer.echo(json.dumps(done.as_json()))
    else:
        for line in _lines(done, len(people)):
            console.print(line, soft_wrap=True, markup=False, highlight=False)
    for assignment in content.assignments():
        for sentence in strangers(course, assignment):
            errors.print(sentence, markup=False)


def _lines(done: Registration, count: int) -> list[str]:
    same = count - len(done.new) - len(done.changed)
    lines = [
        f"{count} in the roster: {len(done.new)} new, {len(done.changed)} changed, {same} as before"
    ]
    lines += [f"– new: {student}" for student in done.new]
    for student, told in done.changed.items():
        what = ", ".join(f"{key} is now {text}" for key, text in told.items())
        lines.append(f"– changed: {student}, {what}")
    lines += [f"– in the gradebook, not in the roster: {student}" for student in done.beyond]
    return lines
