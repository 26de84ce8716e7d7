"""Where nbgrader reads a submission: as untrusted data, and never anything but the notebook."""

from __future__ import annotations

import copy
import shutil
import weakref
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from autograder.gaps import accepted_gaps
from autograder.grading.admission import NOTE, SUBMITTED, UNREADABLE, admit
from autograder.grading.course import Course
from autograder.grading.grader import Grader
from autograder.grading.verdict import Verdict
from autograder.host import Sandbox
from autograder.nbgrader_plugin import intake
from autograder.nbgrader_plugin.reading_times import time_in
from autograder.nbgrader_plugin.timestamp import LONGEST_TIMESTAMP, TIMESTAMP

__all__ = ["LONGEST_TIMESTAMP", "TIMESTAMP", "UNREADABLE", "AdmittingExporter"]


class AdmittingExporter(NotebookExporter):
    """Rebuilds each submitted notebook from the release, and holds the grader for the class.

    nbgrader makes one exporter for each run of `autograde`, with the converter as its parent.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        self._grader: Grader | None = None
        self._converter: Any = self.parent
        if self._converter is not None:
            # Nothing of a submission is copied but what is admitted below: nbgrader follows
            # links, and takes a learner's numpy.py along. The course directory may be shared
            # with a server, so only this run's copy of it is changed.
            self._converter.coursedir = copy.copy(self._converter.coursedir)
            self._converter.coursedir.ignore = ["*"]
            self._grade_undated_anew()

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> Any:
        """Convert a notebook; a submitted one is admitted first."""
        if not self._converter._sanitizing:
            return super().from_filename(filename, resources=resources, **kwargs)
        path = Path(filename)
        self._record_time(path.parent, resources["nbgrader"])
        notebook = self._admitted(path, resources)
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        converted: Any = super().from_notebook_node
        return converted(notebook, resources=resources, **kwargs)

    def grade(self, notebook: NotebookNode, resources: Any) -> Verdict:
        """Grade an admitted notebook and write its outputs into it."""
        grader = self.grader(resources["nbgrader"]["assignment"])
        reason = notebook.metadata.get(UNREADABLE)
        submitted = notebook.metadata[SUBMITTED]
        return grader.unreadable(reason, submitted) if reason else grader.grade(notebook, submitted)

    def grader(self, assignment: str) -> Grader:
        """Return the grader, started at its first use."""
        if self._grader is None:
            self._grader = Grader(self._course, assignment, Sandbox(self.gaps()))
            weakref.finalize(self, self._grader.close)
        return self._grader

    def gaps(self) -> frozenset[str]:
        """Return the sandbox layers that the operator accepts to be missing."""
        return accepted_gaps()

    def rubrics(self, assignment: str) -> dict[str | None, str]:
        """Return the model answers of written questions with their rubrics, by cell id."""
        return self._course.rubrics(assignment)

    @property
    def _course(self) -> Course:
        return Course(Path(self._converter.coursedir.root))

    def _admitted(self, path: Path, resources: Any) -> NotebookNode:
        assignment = resources["nbgrader"]["assignment"]
        notebook = admit(path.parent, self._course.release(assignment), assignment)
        if UNREADABLE in notebook.metadata:
            self.log.error(
                "%s cannot be read: %s. It is graded 0, and learner and staff are told.",
                path,
                notebook.metadata[UNREADABLE],
            )
        elif NOTE in notebook.metadata:
            self.log.warning("%s: %s", path.parent, notebook.metadata[NOTE])
        return notebook

    def _grade_undated_anew(self) -> None:
        """Remove results of submissions without a time: nobody knows whether they are new."""
        for folder in map(Path, self._converter.assignments):
            graded = self._converter._format_dest(folder.name, folder.parent.name)
            if time_in(self._converter.coursedir, folder) is None:
                shutil.rmtree(graded, ignore_errors=True)

    def _record_time(self, folder: Path, names: dict[str, str]) -> None:
        """Take the time along, which nbgrader compares with the next submission's.

        Without one, the time of an earlier submission does not count either.
        """
        time = time_in(self._converter.coursedir, folder)
        if time is None:
            with Gradebook(names["db_url"], self._converter.coursedir.course_id) as gradebook:
                gradebook.find_submission(names["assignment"], names["student"]).timestamp = None
                gradebook.db.commit()
            return
        destination = Path(self._converter._format_dest(names["assignment"], names["student"]))
        destination.mkdir(parents=True, exist_ok=True)
        (destination / TIMESTAMP).write_text(f"{time:%Y-%m-%d %H:%M:%S.%f} UTC", encoding="utf-8")


intake.replace_for(AdmittingExporter)
