"""Grading one notebook that belongs to no class."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.budget import Budget
from autograder.host import Allowance, Sandbox

if TYPE_CHECKING:
    from autograder.grading.grader import Grader
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
            from autograder.grading.course import Course
            from autograder.grading.grader import Grader

            with Grader(Course(self.course), self.assignment, sandbox) as grader:
                return marked(grader, self.notebook, Allowance(self.budget.code_seconds))


def marked(grader: Grader, path: Path, allowance: Allowance) -> Verdict:
    """Read a notebook and grade it.

    Raises
    ------
    Unreadable : when it cannot be read.
    """
    from autograder.grading.audit import digest
    from autograder.grading.rebuild import rebuild
    from autograder.grading.submission import Unreadable, parse, read_bytes

    try:
        content = read_bytes(path)
        notebook = rebuild(grader.release, parse(content))
    except Unreadable as unreadable:
        raise Unreadable(
            f"{path} cannot be graded: {unreadable}. Name a notebook of the assignment "
            f"{grader.assignment.name!r} that Jupyter can open."
        ) from None
    return grader.grade(notebook, digest(content), allowance)
