"""Grading one notebook without a gradebook."""

from __future__ import annotations

from pathlib import Path

from autograder.grading.audit import digest
from autograder.grading.course import Course
from autograder.grading.grader import Grader
from autograder.grading.rebuild import rebuild
from autograder.grading.submission import Unreadable, parse, read_bytes
from autograder.grading.verdict import Verdict
from autograder.host import Sandbox


def mark_notebook(path: Path, assignment: str, course: Path, sandbox: Sandbox) -> Verdict:
    """Grade one notebook.

    Raises
    ------
    Unreadable : when it cannot be read.
    """
    opened = Course(course)
    release = opened.release(assignment)
    try:
        content = read_bytes(path)
        notebook = rebuild(release, parse(content))
    except Unreadable as unreadable:
        raise Unreadable(
            f"{path} cannot be graded: {unreadable}. "
            f"Name a notebook of the assignment {assignment!r} that Jupyter can open."
        ) from None
    with Grader(opened, assignment, sandbox) as grader:
        return grader.grade(notebook, digest(content))
