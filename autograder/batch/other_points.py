"""What cells are worth in the gradebook, where recorded marks were given with other points."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.batch.entries import entries
from autograder.grading.shown import TEST_PREFIX


@dataclass(frozen=True)
class OtherPoints:
    """A cell whose points have changed since some were marked with it.

    Parameters
    ----------
    name : of the exercise or question.
    then : what it was worth when they were marked.
    now : what it is worth in the gradebook.
    """

    name: str
    then: tuple[float, ...]
    now: float


def other_points(course: Path, assignment: str, students: Iterable[str]) -> list[OtherPoints]:
    """Compare the graded notebooks of learners with the gradebook.

    Raises
    ------
    CourseError : when the course has no configuration, or the gradebook cannot be read.
    """
    held = entries(course, assignment)
    then: defaultdict[str, set[float]] = defaultdict(set)
    now: dict[str, float] = {}
    for student in students:
        notebook = course / "autograded" / student / assignment / f"{assignment}.ipynb"
        worth = _points_in(notebook)
        for name, entry in held.get(student, {}).items():
            if name in worth and worth[name] != entry.max_points:
                then[name].add(worth[name])
                now[name] = entry.max_points
    return [
        OtherPoints(name.removeprefix(TEST_PREFIX), tuple(sorted(then[name])), now[name])
        for name in now
    ]


def points_by_cell(cells: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Return what each cell of a notebook is worth, of those that are marked."""
    marked = [cell["metadata"].get("nbgrader", {}) for cell in cells]
    return {each["grade_id"]: float(each["points"]) for each in marked if each.get("grade")}


def _points_in(notebook: Path) -> dict[str, float]:
    """Return what each cell was worth when a notebook was graded; nothing if there is none."""
    try:
        return points_by_cell(json.loads(notebook.read_bytes())["cells"])
    except (OSError, KeyError, TypeError, ValueError):
        return {}
