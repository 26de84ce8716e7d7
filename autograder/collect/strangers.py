"""Learners whom `course.toml` gives more time and whom nobody knows: misspelt, most of the time."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from autograder import content
from autograder.batch.entries import people
from autograder.batch.submissions import handed_in_anything
from autograder.collect.roster import read_roster


def strangers(course: Path, assignment: str) -> Iterator[str]:
    """Say in a sentence each whose extension helps nobody.

    Raises
    ------
    CourseError : when the roster or the gradebook cannot be read.
    """
    extended = set(content.settings(assignment).extensions) - handed_in_anything(course)
    if not extended:
        return
    file = content.roster()
    listed = [] if file is None else read_roster(file)
    known = {person.id for person in (*people(course), *listed)}
    for student in sorted(extended - known):
        close = get_close_matches(student, known | handed_in_anything(course), 1)
        perhaps = f": did you mean `{close[0]}`?" if close else "."
        yield (
            f"{content.COURSE_FILE} extends {assignment} for `{student}`, whom neither roster nor "
            f"gradebook nor submitted/ knows{perhaps}"
        )
