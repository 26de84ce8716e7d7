"""The least that grading can take: the same cells and the same comparisons, and nothing else."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import nbformat

from autograder.graders.attempt import Attempt
from autograder.graders.expectations import Expectations
from autograder.graders.reference import Reference
from autograder.graders.registry import assignment_named
from autograder.grading.course import Course
from autograder.grading.examiner import Examiner
from autograder.grading.fit import points_in
from autograder.grading.rebuild import is_exploration, is_test

CELLS = assignment_named("cells")


def floor(course: Path, learners: int) -> float:
    """Measure seconds for a class of so many, in one warm process without a sandbox."""
    sys.path.insert(0, str(course / "release/cells"))  # what notebooks import lies there
    expectations = Expectations(CELLS, Course(course).secret)
    examiner = Examiner("cells", points_in(Course(course).release("cells"), CELLS))
    notebook = next((course / "submitted").glob("*/cells/cells.ipynb"))
    sources = [
        cell.source
        for cell in nbformat.read(notebook, as_version=4).cells
        if cell.cell_type == "code" and not is_test(cell) and not is_exploration(cell)
    ]
    try:
        _grade(sources, expectations, examiner)
        started = time.perf_counter()
        for _ in range(learners):
            _grade(sources, expectations, examiner)
        return time.perf_counter() - started
    finally:
        examiner.close()


def _grade(sources: list[str], expectations: Expectations, examiner: Examiner) -> None:
    namespace: dict[str, Any] = {}
    for source in sources:
        exec(source, namespace)
    own = {exercise.name: namespace[exercise.name] for exercise in CELLS.exercises}
    code = Reference("cells", own)
    attempts: dict[str, Attempt] = {}
    for exercise in CELLS.exercises:
        attempts[exercise.name] = Attempt(exercise, expectations, code, attempts)
    results = examiner.examine(attempts)
    assert all(result.earned == result.points for result in results)
