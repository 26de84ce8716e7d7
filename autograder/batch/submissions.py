"""The submissions of an assignment, where nbgrader collects them."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.admission import is_student

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Submission:
    """One learner's submission; the notebook has the name that it should have."""

    student: str
    notebook: Path


def submissions(course: Path, assignment: str) -> list[Submission]:
    """List all submissions of an assignment, by learner, whatever they hold."""
    return [
        Submission(folder.name, folder / assignment / f"{assignment}.ipynb")
        for folder in sorted(course.glob("submitted/*"))
        if os.path.lexists(folder / assignment) and _is_learners(folder)
    ]


def _is_learners(folder: Path) -> bool:
    if not is_student(folder.name) and not folder.name.startswith("."):
        log.error("%a is left out: no learner can have this name. Rename the folder.", str(folder))
    return is_student(folder.name)
