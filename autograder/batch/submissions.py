"""Who handed in an assignment, where nbgrader collects submissions."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from autograder.grading.admission import is_student

log = logging.getLogger(__name__)


def handed_in(course: Path, assignment: str) -> list[str]:
    """List the learners who handed in something, whatever it is."""
    return [
        folder.name
        for folder in sorted(course.glob("submitted/*"))
        if os.path.lexists(folder / assignment) and _is_learners(folder)
    ]


def handed_in_anything(course: Path) -> set[str]:
    """Return the learners who handed in something, of whatever assignment."""
    return {folder.name for folder in course.glob("submitted/*") if is_student(folder.name)}


def _is_learners(folder: Path) -> bool:
    if not is_student(folder.name) and not folder.name.startswith("."):
        log.error("%a is left out: no learner can have this name. Rename the folder.", str(folder))
    return is_student(folder.name)
