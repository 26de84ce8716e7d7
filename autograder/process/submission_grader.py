"""What a process keeps warm to grade the submissions of one assignment."""

from __future__ import annotations

import copy
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from traitlets.config import Config

from autograder.budget import Budget
from autograder.grading.admission import SUBMITTED, UNREADABLE, WAITING, admit, set_aside
from autograder.grading.course import Course
from autograder.grading.fit import require_same_points
from autograder.grading.grader import Grader
from autograder.grading.rebuild import grade_id, is_solution
from autograder.grading.run import DISTURBED, STOPPED
from autograder.grading.shown import show
from autograder.grading.verdict import Verdict
from autograder.host import Allowance, Sandbox
from autograder.process.answers import ANSWERS
from autograder.process.configured import applied, configuration
from autograder.process.database import database, usable
from autograder.process.fingerprint import fingerprint
from autograder.process.marks import Marks, marks_of
from autograder.process.process import Stopped
from autograder.process.timestamp import Moment, moment_of

# These write into the gradebook, which only one process does.
LEFT_OUT = {
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "autograder.nbgrader_plugin.late.LatePenalties",
    "autograder.nbgrader_plugin.preprocessors.CommentAndFlag",
}


@dataclass(frozen=True)
class Place:
    """Where submissions are, which sandbox layers may be missing, and what each may use."""

    course: Path
    assignment: str
    accepted_gaps: frozenset[str] = frozenset()
    budget: Budget = Budget()  # noqa: RUF009  # it cannot be changed

    def submitted(self, student: str) -> Path:
        """Return the folder of a learner's submission."""
        return self.course / "submitted" / student / self.assignment


@dataclass(frozen=True)
class Graded:
    """A graded submission: verdict, the notebook as a file, and what goes into the gradebook.

    `fingerprint` tells what exactly was graded, `unreadable` why nothing could be read, `disturbed`
    whether a process may have been killed or stopped meanwhile, `settled` that the next run need
    not look again: nothing failed, and no time passed that nobody's code has used.
    """

    verdict: Verdict
    notebook: bytes
    moment: Moment
    marks: Marks
    fingerprint: str
    unreadable: str | None
    disturbed: bool
    settled: bool


class SubmissionGrader:
    """Grades one submission after another, with pytest and nbgrader's steps at hand.

    The sandbox is not closed with it: graders of several assignments may share one.
    """

    def __init__(self, place: Place, sandbox: Sandbox) -> None:
        course = Course(place.course)
        self._place = place
        self._rubrics = course.rubrics(place.assignment)
        config = configuration(place.course)
        with applied(place.course):
            autograde = Autograde(config=config)
            self._steps = _exporter(autograde.autograde_preprocessors, autograde.config)
            sanitizing = _exporter(autograde.sanitize_preprocessors, autograde.config)
        self._grader = Grader(course, place.assignment, nullcontext(sandbox))
        require_same_points(self._grader.release, _recorded(place), place.assignment)
        registered = _registered(self._grader.release, place, sanitizing)
        self._registered = {grade_id(cell): cell for cell in registered.cells if grade_id(cell)}

    def close(self) -> None:
        """End pytest."""
        self._grader.close()

    def grade(self, folder: Path, allowance: Allowance) -> Graded:
        """Grade the submission in a folder; its code takes its time from the allowance.

        Raises
        ------
        Stopped : when the allowance was stopped, and what is left of it is not worth a notebook.
        """
        known_by = _known_by(folder)
        notebook = self._admitted(folder)
        unreadable, submitted = notebook.metadata.get(UNREADABLE), notebook.metadata[SUBMITTED]
        if unreadable is None:
            verdict = self._grader.grade(notebook, submitted, allowance)
        else:
            verdict = self._grader.unreadable(unreadable, submitted)
        if allowance.stopped:
            raise Stopped
        return self._graded(known_by, notebook, verdict)

    def give_up(self, folder: Path, reason: str, blind: bool) -> Graded:
        """Give no marks yet, without running anything: the submission waits for a person.

        Without looking at the notebook, if `blind`.
        """
        if blind:
            aside = set_aside(folder, self._grader.release, self._place.assignment)
            notebook = self._as_registered(aside)
        else:
            notebook = self._admitted(folder)
            notebook.metadata[WAITING] = True
        verdict = self._grader.give_up(notebook, reason, notebook.metadata[SUBMITTED])
        return self._graded(_known_by(folder), notebook, verdict)

    def _admitted(self, folder: Path) -> NotebookNode:
        return self._as_registered(admit(folder, self._grader.release, self._place.assignment))

    def _as_registered(self, notebook: NotebookNode) -> NotebookNode:
        """Give cells what nbgrader's gradebook has of them: points, checksums, hidden tests."""
        for cell in notebook.cells:
            registered = self._registered.get(grade_id(cell))
            if registered is not None:
                cell.metadata = copy.deepcopy(registered.metadata)
                if not is_solution(cell):
                    cell.source = registered.source
        return notebook

    def _graded(
        self, known_by: tuple[Moment, str], notebook: NotebookNode, verdict: Verdict
    ) -> Graded:
        moment, digest = known_by
        disturbed = notebook.metadata.pop(DISTURBED, False)
        stopped = notebook.metadata.pop(STOPPED, False)
        show(verdict, notebook, self._rubrics)
        marks = marks_of(notebook, verdict)
        notebook.metadata[ANSWERS] = marks.answers
        text, _ = self._steps.from_notebook_node(notebook)
        return Graded(
            verdict=verdict,
            notebook=text.encode(),
            moment=moment,
            marks=marks,
            fingerprint=digest,
            unreadable=notebook.metadata.get(UNREADABLE),
            disturbed=disturbed or verdict.faulty,
            settled=not (stopped or verdict.faulty),
        )


def _known_by(folder: Path) -> tuple[Moment, str]:
    """Return when a submission was handed in, and the digest that says so."""
    moment = moment_of(folder)
    return moment, fingerprint(folder, moment)


def _recorded(place: Place) -> dict[str, float]:
    """Return the points of each cell that is marked, as in the gradebook."""
    url = database(place.course)
    with usable(url), Gradebook(url) as gradebook:
        notebook = gradebook.find_notebook(place.assignment, place.assignment)
        return {cell.name: cell.max_score for cell in notebook.grade_cells}


def _registered(release: NotebookNode, place: Place, sanitizing: NotebookExporter) -> NotebookNode:
    """Return the release as nbgrader has it in the gradebook: it puts that in every notebook."""
    url = database(place.course)
    names = {"assignment": place.assignment, "notebook": place.assignment, "db_url": url}
    with usable(url):
        text, _ = sanitizing.from_notebook_node(release, {"nbgrader": names})
    return nbformat.reads(text, as_version=4)


def _exporter(steps: list[Any], config: Config) -> NotebookExporter:
    """Return what takes those steps of nbgrader's autograde that need no learner's record."""
    exporter = NotebookExporter(config=config)
    for step in steps:
        if step not in LEFT_OUT:
            exporter.register_preprocessor(step)
    return exporter
