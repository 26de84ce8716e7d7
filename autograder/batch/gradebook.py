"""One writer for the gradebook: nbgrader's own autograde, fed with results that are there."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from nbformat import NotebookNode, from_dict
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.batch.pool import Graded
from autograder.grading.course import CourseError
from autograder.grading.rebuild import is_test
from autograder.grading.verdict import Verdict
from autograder.nbgrader_plugin.exporter import AdmittingExporter

CONFIG_FILE = "nbgrader_config.py"


class PreparedExporter(AdmittingExporter):
    """Takes a submission's result from `prepared` where it is there, and grades it otherwise."""

    prepared: dict[str, Graded] = {}

    def grade(self, notebook: NotebookNode, resources: Any) -> Verdict:
        """Fill in a prepared result, if it is of this very notebook."""
        graded = self.prepared.get(resources["nbgrader"]["student"])
        if graded is None or not _is_of(graded, notebook):
            return super().grade(notebook, resources)
        for cell in notebook.cells:
            if cell.id in graded.outputs:
                outputs, count = graded.outputs[cell.id]
                cell.outputs = [from_dict(output) for output in outputs]
                cell.execution_count = count
        return graded.verdict


class Recorder:
    """Writes results into the gradebook of a course, one learner at a time.

    Raises
    ------
    CourseError : when there is no configuration, or the assignment cannot be registered.
    """

    def __init__(self, course: Path, assignment: str) -> None:
        _put_scripts_on_the_path()
        self._assignment = assignment
        self._api = NbGraderAPI(config=_configuration(course))
        self._register()

    def record(self, student: str, graded: Graded | None) -> str | None:
        """Record one result; return what nbgrader said when it refused."""
        PreparedExporter.prepared = {} if graded is None else {student: graded}
        result = self._api.autograde(self._assignment, student, force=True)
        PreparedExporter.prepared = {}
        return None if result["success"] else str(result.get("log") or result.get("error"))

    def score(self, student: str) -> float:
        """Return a learner's score as the gradebook has it."""
        with Gradebook(self._api.coursedir.db_url, self._api.coursedir.course_id) as gradebook:
            return float(gradebook.find_submission(self._assignment, student).score)

    def _register(self) -> None:
        """Tell the gradebook of the assignment, unless it knows."""
        coursedir = self._api.coursedir
        with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
            try:
                gradebook.find_notebook(self._assignment, self._assignment)
                return
            except MissingEntry:
                pass
        result = self._api.generate_assignment(self._assignment, force=True)
        if not result["success"]:
            raise CourseError(
                f"nbgrader could not register {self._assignment!r}: {result.get('log')}"
            )


def _configuration(course: Path) -> Config:
    if not (course / CONFIG_FILE).is_file():
        raise CourseError(
            f"{course} is not a course directory: it has no {CONFIG_FILE}. "
            "Name the course directory with --course."
        )
    config = PyFileConfigLoader(CONFIG_FILE, path=str(course)).load_config()
    config.CourseDirectory.root = str(course)
    config.Autograde.exporter_class = PreparedExporter
    return config


def _is_of(graded: Graded, notebook: NotebookNode) -> bool:
    """Say whether a result belongs to this notebook: it may have been submitted anew meanwhile."""
    sources = {
        cell.id: cell.source
        for cell in notebook.cells
        if cell.cell_type == "code" and not is_test(cell)
    }
    return bool(graded.sources) and sources.items() <= graded.sources.items()


def _put_scripts_on_the_path() -> None:
    """Let nbgrader find alembic, which it calls by name, also where no environment is active."""
    scripts = str(Path(sys.executable).parent)
    if scripts not in os.environ["PATH"].split(os.pathsep):
        os.environ["PATH"] = scripts + os.pathsep + os.environ["PATH"]
