"""Graded classes made by hand: a real gradebook, and notebooks as the grader leaves them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.cli.report import class_report
from autograder.report.report import Report
from tests.nbgrader.conftest import CourseOnDisk

MOST = 4.0  # points of each exercise
NOT_ATTEMPTED = "not_attempted"


@dataclass(frozen=True)
class Work:
    """One exercise: points, how its only check ended, known mistake, code."""

    points: float
    outcome: str = "passed"
    mistake: str | None = None
    code: str = ""


class ClassOnDisk:
    """A course directory in which a class is graded.

    Parameters
    ----------
    empty : a gradebook without entries, which takes nbgrader seconds to make.
    """

    def __init__(self, root: Path, empty: Path) -> None:
        self.course = CourseOnDisk(root)
        self.root = root
        self._empty = empty

    def grade(
        self,
        learners: Mapping[str, Mapping[str, Work]],
        written: Mapping[str, float | None] = {},
        **metadata: Any,
    ) -> None:
        """Grade a class; `written` holds points for a question, or None if they are to come."""
        exercises = next(iter(learners.values()))
        shutil.copyfile(self._empty, self.root / "gradebook.db")
        with Gradebook(f"sqlite:///{self.root}/gradebook.db", "unrolled") as gradebook:
            gradebook.update_or_create_assignment("cells")
            gradebook.update_or_create_notebook("cells", "cells")
            cells = [*(f"test_{name}" for name in exercises), *(["states"] if written else [])]
            for cell in cells:
                gradebook.update_or_create_grade_cell(
                    cell, "cells", "cells", max_score=MOST, cell_type="code"
                )
            for student, work in learners.items():
                gradebook.update_or_create_student(student)
                gradebook.update_or_create_submission("cells", student)
                for name, each in work.items():
                    grade = gradebook.find_grade(f"test_{name}", "cells", "cells", student)
                    grade.auto_score = each.points
                if written:
                    grade = gradebook.find_grade("states", "cells", "cells", student)
                    grade.manual_score = written[student]
                    grade.needs_manual_grade = written[student] is None
                self.write(student, work, **metadata)
            gradebook.db.commit()

    def write(self, student: str, work: Mapping[str, Work], **metadata: Any) -> None:
        """Write a graded notebook."""
        verdict = {
            "sandbox": metadata.pop("sandbox", {}),
            "audit": metadata.pop("audit", {}),
            "exercises": [_exercise(name, each) for name, each in work.items()],
        }
        cells = [_cell(name, each.code) for name, each in work.items()]
        notebook = {"metadata": {"unrolled": verdict, **metadata}, "cells": cells}
        path = self.notebook(student)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(notebook))

    def notebook(self, student: str) -> Path:
        """Return where a graded notebook is."""
        return self.root / "autograded" / student / "cells/cells.ipynb"

    def report(self, anonymous: bool = False) -> Report:
        """Make the report."""
        return class_report(self.root, "cells", anonymous)


def points(*rows: Sequence[float]) -> dict[str, dict[str, Work]]:
    """Return a class of which only the points matter, a row for each learner."""
    return {
        f"learner{number}": {
            f"exercise{column}": Work(value, "passed" if value == MOST else "wrong")
            for column, value in enumerate(row)
        }
        for number, row in enumerate(rows)
    }


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gradebook without entries."""
    path = tmp_path_factory.mktemp("empty") / "gradebook.db"
    with Gradebook(f"sqlite:///{path}", "unrolled"):
        return path


@pytest.fixture
def graded(tmp_path: Path, empty: Path) -> ClassOnDisk:
    """An empty class."""
    return ClassOnDisk(tmp_path / "course", empty)


@pytest.fixture
def reported(graded: ClassOnDisk) -> Callable[[Mapping[str, Mapping[str, Work]]], Report]:
    """Grade a class and report on it."""

    def make(learners: Mapping[str, Mapping[str, Work]]) -> Report:
        graded.grade(learners)
        return graded.report()

    return make


def _exercise(name: str, work: Work) -> dict[str, Any]:
    check = {"name": "check", "outcome": work.outcome, "message": "", "misconception": work.mistake}
    return {"name": name, "score": work.points, "max_score": MOST, "checks": [check]}


def _cell(name: str, code: str) -> dict[str, Any]:
    nbgrader = {"grade_id": name, "solution": True, "grade": False}
    return {"cell_type": "code", "id": name, "source": code, "metadata": {"nbgrader": nbgrader}}
