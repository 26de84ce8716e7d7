"""One writer for the gradebook: nbgrader's own autograde, fed with results that are there."""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path
from typing import Any, ClassVar

from nbformat import NotebookNode, from_dict
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import NbGraderAPI
from sqlalchemy.exc import SAWarning
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.batch.pool import Graded
from autograder.grading.course import CourseError
from autograder.grading.rebuild import is_test
from autograder.grading.verdict import Verdict
from autograder.nbgrader_plugin.exporter import UNREADABLE, AdmittingExporter

CONFIG_FILE = "nbgrader_config.py"


class PreparedExporter(AdmittingExporter):
    """Takes a submission's result from `prepared` where it is there, and grades it otherwise.

    nbgrader makes the exporter itself, so what goes in and out stands on the class, by learner.
    """

    prepared: ClassVar[dict[str, Graded]] = {}
    verdicts: ClassVar[dict[str, Verdict]] = {}
    accepted: ClassVar[frozenset[str]] = frozenset()

    def gaps(self) -> frozenset[str]:
        """Return the gaps that the run accepts, which may have been named on its command line."""
        return self.accepted

    def grade(self, notebook: NotebookNode, resources: Any) -> Verdict:
        """Fill in a prepared result, if it is of this very notebook."""
        student = resources["nbgrader"]["student"]
        graded = self.prepared.get(student)
        if graded is None or not _is_of(graded, notebook):
            self.verdicts[student] = super().grade(notebook, resources)
            return self.verdicts[student]
        for cell in notebook.cells:
            if cell.id in graded.outputs:
                outputs, count = graded.outputs[cell.id]
                cell.outputs = [from_dict(output) for output in outputs]
                cell.execution_count = count
        self.verdicts[student] = graded.verdict
        return graded.verdict


class Recorder:
    """Writes results into the gradebook of a course, one learner at a time.

    Raises
    ------
    CourseError : when there is no configuration, or the assignment cannot be registered.
    """

    def __init__(
        self, course: Path, assignment: str, accepted_gaps: frozenset[str] = frozenset()
    ) -> None:
        PreparedExporter.accepted = accepted_gaps
        _put_scripts_on_the_path()
        warnings.simplefilter("ignore", SAWarning)  # nbgrader's own queries, at each submission
        self._assignment = assignment
        self._api = NbGraderAPI(config=_configuration(course))
        self._register()

    def record(self, student: str, graded: Graded | None) -> tuple[Verdict | None, str | None]:
        """Record one result, graded here when it is None.

        Returns
        -------
        The verdict that was recorded, and what nbgrader said if it refused.
        """
        PreparedExporter.prepared = {} if graded is None else {student: graded}
        PreparedExporter.verdicts = {}
        result = self._api.autograde(self._assignment, student, force=True)
        verdict = PreparedExporter.verdicts.get(student)
        return verdict, None if result["success"] else str(result.get("log") or result["error"])

    def feed_back(self) -> str | None:
        """Write every learner's feedback page; return what nbgrader said when it refused."""
        result = self._api.generate_feedback(self._assignment, force=True)
        return None if result["success"] else str(result.get("log") or result.get("error"))

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
    if UNREADABLE in notebook.metadata:
        return not graded.sources
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
