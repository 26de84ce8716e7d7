"""The submissions of an assignment, where nbgrader collects them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Submission:
    """One learner's submission."""

    student: str
    notebook: Path


def submissions(course: Path, assignment: str) -> list[Submission]:
    """List all submissions of an assignment, by learner."""
    return [
        Submission(folder.parent.name, folder / f"{assignment}.ipynb")
        for folder in sorted(course.glob(f"submitted/*/{assignment}"))
        if folder.is_dir() and not folder.parent.name.startswith(".")
    ]
