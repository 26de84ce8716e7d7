"""Grading one notebook that belongs to no class."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.budget import Budget
from autograder.host import Allowance, Sandbox

if TYPE_CHECKING:
    from autograder.grading.verdict import Verdict


@dataclass(frozen=True)
class Mark:
    """Grade one notebook, with a sandbox that is not kept."""

    notebook: Path
    assignment: str
    course: Path
    accepted_gaps: frozenset[str]
    budget: Budget

    def __call__(self) -> Verdict:
        """Return the verdict.

        Raises
        ------
        Unreadable : when it cannot be read.
        """
        # The sandbox takes a second to start: time enough to import the rest.
        with Sandbox(self.accepted_gaps) as sandbox:
            from autograder.grading.audit import digest
            from autograder.grading.course import Course
            from autograder.grading.grader import Grader
            from autograder.grading.rebuild import rebuild
            from autograder.grading.submission import Unreadable, parse, read_bytes

            course = Course(self.course)
            release = course.release(self.assignment)
            try:
                content = read_bytes(self.notebook)
                notebook = rebuild(release, parse(content))
            except Unreadable as unreadable:
                raise Unreadable(
                    f"{self.notebook} cannot be graded: {unreadable}. Name a notebook of the "
                    f"assignment {self.assignment!r} that Jupyter can open."
                ) from None
            allowance = Allowance(self.budget.code_seconds)
            with Grader(course, self.assignment, sandbox) as grader:
                return grader.grade(notebook, digest(content), allowance)
