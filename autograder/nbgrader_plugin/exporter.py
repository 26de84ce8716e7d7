"""Where nbgrader reads a submission: as untrusted data, and never anything but the notebook."""

from __future__ import annotations

import copy
import weakref
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode

from autograder.grading.course import Course
from autograder.grading.gaps import accepted_gaps
from autograder.grading.grader import Grader
from autograder.grading.rebuild import rebuild
from autograder.grading.submission import Unreadable, collected, parse, read_bytes
from autograder.grading.verdict import Verdict

TIMESTAMP = "timestamp.txt"
LONGEST_TIMESTAMP = 200
UNREADABLE = "unrolled_unreadable"


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

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> Any:
        """Convert a notebook; a submitted one is admitted first."""
        if not self._converter._sanitizing:
            return super().from_filename(filename, resources=resources, **kwargs)
        path = Path(filename)
        self._copy_timestamp(path.parent, resources["nbgrader"])
        notebook = self._admitted(path, resources)
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        converted: Any = super().from_notebook_node
        return converted(notebook, resources=resources, **kwargs)

    def grade(self, notebook: NotebookNode, resources: Any) -> Verdict:
        """Grade an admitted notebook and write its outputs into it."""
        grader = self.grader(resources["nbgrader"]["assignment"])
        reason = notebook.metadata.get(UNREADABLE)
        return grader.unreadable(reason) if reason else grader.grade(notebook)

    def grader(self, assignment: str) -> Grader:
        """Return the grader, started at its first use."""
        if self._grader is None:
            self._grader = Grader(self._course, assignment, self.gaps())
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
        release = self._course.release(resources["nbgrader"]["assignment"])
        try:
            return rebuild(release, parse(read_bytes(path, collected(path))))
        except Unreadable as unreadable:
            self.log.error(
                "%s cannot be read: %s. It is graded 0, and learner and staff are told.",
                path,
                unreadable,
            )
            release.metadata[UNREADABLE] = str(unreadable)
            return release

    def _copy_timestamp(self, folder: Path, names: dict[str, str]) -> None:
        """Take along when it was submitted: nbgrader compares it with the next submission's."""
        try:
            timestamp = read_bytes(folder / TIMESTAMP, collected(folder / TIMESTAMP))
        except Unreadable:
            return
        destination = Path(self._converter._format_dest(names["assignment"], names["student"]))
        destination.mkdir(parents=True, exist_ok=True)
        (destination / TIMESTAMP).write_bytes(timestamp[:LONGEST_TIMESTAMP])
