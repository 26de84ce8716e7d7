"""Where nbgrader reads a submission: it gets what a grading process has made of it.

Nothing of a submission is read, run or shown in nbgrader's own process: all that a learner can
shape is processed where it can be killed, by the very tasks of `unrolled grade`.
"""

from __future__ import annotations

import copy
import json
import shutil
import weakref
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades

from autograder import content
from autograder.budget import budget_from_environment
from autograder.gaps import accepted_gaps
from autograder.grading.admission import NOTE
from autograder.grading.course import Course, CourseError
from autograder.grading.shown import RECORD
from autograder.nbgrader_plugin import intake
from autograder.nbgrader_plugin.late import late_penalties
from autograder.nbgrader_plugin.preprocessors import CommentAndFlag
from autograder.nbgrader_plugin.reading_times import time_in
from autograder.nbgrader_plugin.seen import Seen
from autograder.process.fingerprint import digest_of_notebook
from autograder.process.process import Process
from autograder.process.retrying import graded
from autograder.process.submission_grader import Graded, Place
from autograder.process.timestamp import TIMESTAMP, moment_of

# What is left for nbgrader to do: the grading process has taken all other steps.
WRITERS = (SaveAutoGrades, AssignLatePenalties, CommentAndFlag)


class AdmittingExporter(NotebookExporter):
    """Has each submission graded by a process that lives as long as the run.

    nbgrader makes one exporter for each run of `autograde`, with the converter as its parent.
    `graded` is what came of the submission at hand, `seen` what people have marked before the run.
    """

    graded: Graded
    seen: Seen

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        self._converter: Any = self.parent
        self._compared = False
        if self._converter is not None:
            self._look_at_settings()
            self._budget = budget_from_environment()
            self._process = Process(self._budget)
            weakref.finalize(self, _end, self._process)
            # Nothing of a submission is copied but what was graded: nbgrader follows links, and
            # takes a learner's numpy.py along. The course directory may be shared with a server,
            # so only this run's copy of it is changed.
            self._converter.coursedir = copy.copy(self._converter.coursedir)
            self._converter.coursedir.ignore = intake.EVERYTHING
            self.seen = self._what_people_saw()
            self._look_what_is_new()

    def _look_at_settings(self) -> None:
        """End the run with a sentence if the course has set what cannot be, before any mark."""
        try:
            content.use(self._course)
            late_penalties(self._course, self._converter.coursedir.assignment_id, parent=self)
        except (content.ContentError, CourseError) as error:
            self.log.error("%s", error)
            raise NbGraderException(str(error)) from None

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> Any:
        """Return a graded notebook in the place of a submitted one, then have it recorded."""
        if not self._converter._sanitizing:
            self._preprocessors = [
                step for step in self._preprocessors if isinstance(step, WRITERS)
            ]
            return super().from_filename(filename, resources=resources, **kwargs)
        path = Path(filename)
        self._compare_release(resources)
        self._record_time(path.parent, resources["nbgrader"])
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        self._preprocessors = []
        converted: Any = super().from_notebook_node
        return converted(self._graded_notebook(path, resources), resources=resources, **kwargs)

    def _compare_release(self, resources: Any) -> None:
        """Let nbgrader warn, once, of what in the release is not as the gradebook has it."""
        if self._compared:
            return
        self._compared = True
        release = Course(self._course).release(resources["nbgrader"]["assignment"])
        converted: Any = super().from_notebook_node
        converted(release, resources=copy.deepcopy(resources))

    @property
    def _course(self) -> Path:
        return Path(self._converter.coursedir.root)

    def _graded_notebook(self, path: Path, resources: Any) -> NotebookNode:
        names = resources["nbgrader"]
        place = Place(self._course, names["assignment"], accepted_gaps(), self._budget)
        self.graded = graded(self._process, place, names["student"])
        notebook = nbformat.reads(self.graded.notebook.decode(), as_version=4)
        if self.graded.unreadable is not None:
            self.log.error(
                "%s cannot be read: %s. It is graded 0, and learner and staff are told.",
                path,
                self.graded.unreadable,
            )
        elif NOTE in notebook.metadata:
            self.log.warning("%s: %s", path.parent, notebook.metadata[NOTE])
        return notebook

    def _what_people_saw(self) -> Seen:
        course = self._converter.coursedir
        assignment = course.assignment_id

        def graded_notebook(student: str) -> Path:
            return Path(self._converter._format_dest(assignment, student), f"{assignment}.ipynb")

        with Gradebook(course.db_url, course.course_id) as gradebook:
            return Seen(gradebook, assignment, graded_notebook)

    def _look_what_is_new(self) -> None:
        """Remove results without a time, or of submissions without: nobody knows which is new.

        A result of the very file that lies there stays, lest other graders or dates change it
        unseen. If its time is another, that is noted, so that nbgrader takes it for no newer one.
        """
        for folder in map(Path, self._converter.assignments):
            graded = Path(self._converter._format_dest(folder.name, folder.parent.name))
            time, recorded = time_in(self._converter.coursedir, folder), moment_of(graded).time
            if time == recorded is not None:
                continue
            if not _is_of(folder, graded):
                if None in (time, recorded):
                    shutil.rmtree(graded, ignore_errors=True)
            elif time != recorded:
                names = {"assignment": folder.name, "student": folder.parent.name}
                with suppress(MissingEntry):  # somebody has removed it from the gradebook
                    self._record_time(folder, names)

    def _record_time(self, folder: Path, names: dict[str, str]) -> None:
        """Take the time along, which nbgrader compares with the next submission's.

        Without one, the time of an earlier submission does not count either.
        """
        time = time_in(self._converter.coursedir, folder)
        course = self._converter.coursedir
        with Gradebook(course.db_url, course.course_id) as gradebook:
            gradebook.find_submission(names["assignment"], names["student"]).timestamp = time
            gradebook.db.commit()
        if time is None:
            return
        destination = Path(self._converter._format_dest(names["assignment"], names["student"]))
        destination.mkdir(parents=True, exist_ok=True)
        (destination / TIMESTAMP).unlink(missing_ok=True)  # it may be read-only
        (destination / TIMESTAMP).write_text(f"{time:%Y-%m-%d %H:%M:%S.%f} UTC", encoding="utf-8")


def _is_of(folder: Path, graded: Path) -> bool:
    """Say whether a result is of the notebook that a submission holds now."""
    try:
        notebook = json.loads((graded / f"{folder.name}.ipynb").read_bytes())
        submitted = notebook["metadata"][RECORD]["audit"]["submitted"]
    except (OSError, KeyError, TypeError, ValueError):
        return False
    return bool(submitted == digest_of_notebook(folder))


def _end(process: Process) -> None:
    process.dismiss()
    process.close()


intake.replace_for(AdmittingExporter)
