"""Learners whom staff have removed from the gradebook, and whose graded work is still there."""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry, Student
from nbgrader.converters.base import BaseConverter


def has_graded_work(course: Path, student: str) -> bool:
    """Say whether something of a learner was graded once."""
    return any((course / "autograded" / student).glob("[!.]*/*.ipynb"))


def leave_out_removed(converter: BaseConverter) -> None:
    """Take from a run of nbgrader whom it would add to the gradebook again, or not find there."""
    course = converter.coursedir
    with Gradebook(course.db_url, course.course_id) as gradebook:
        try:
            gradebook.find_assignment(course.assignment_id)
        except MissingEntry:
            return  # it is new, and nobody has been removed
        known = {student for (student,) in gradebook.db.query(Student.id)}
    for folder in list(converter.assignments):
        student = Path(folder).parent.name
        if student not in known and has_graded_work(Path(course.root), student):
            del converter.assignments[folder]
            converter.log.warning(
                "%s was removed from the gradebook and is left out: `nbgrader db student add %s` "
                "adds them again.",
                student,
                student,
            )
