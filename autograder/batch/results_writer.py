"""Gradebook, folders and run log of a class, kept in step by one process.

What belongs to a submission changes in this order: the run log forgets it, its marks are recorded,
the graded notebook is put in place, then the page, and the run log knows it again. Who is killed
in between leaves a submission under way, and the next run grades it again.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from secrets import token_hex

from nbgrader.converters import Autograde, GenerateFeedback

from autograder.batch.by_nbgrader import ByNbgrader, is_ours
from autograder.batch.gradebook_writer import GradebookWriter
from autograder.batch.output_folder import OutputFolder
from autograder.batch.run_log import Done, RunLog
from autograder.batch.state import State
from autograder.batch.summary_row import SummaryRow, summary_row_of
from autograder.grading.course import Course, CourseError
from autograder.nbgrader_plugin.delivery import SECRET, secret_in
from autograder.nbgrader_plugin.removed import has_graded_work
from autograder.pages.points import Points
from autograder.process.answers import answers_of
from autograder.process.configured import applied, configuration
from autograder.process.fingerprint import digest_of_notebook
from autograder.process.submission_grader import Graded, Place
from autograder.process.timestamp import TIMESTAMP, Moment, moment_of

BY_STRANGERS = "marked by another grader"
# These are in the way of every submission, not of one.
OF_THE_MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}


class ResultsWriter:
    """Where the results of a class go.

    Raises
    ------
    CourseError : from everywhere, when gradebook or disk take nothing more.
    """

    def __init__(self, place: Place, run_log: Path) -> None:
        config = configuration(place.course)
        self._place = place
        self._notebook = f"{place.assignment}.ipynb"
        self._page = f"{place.assignment}.html"
        self._state = State(Course(place.course), place.assignment, place.accepted_gaps)
        with ExitStack() as stack, writing():
            self._gradebook = stack.enter_context(GradebookWriter(place.course, place.assignment))
            self._run_log = RunLog(run_log)
            self._stack = stack.pop_all()
        coursedir = self._gradebook.coursedir
        with applied(place.course):
            autograde = Autograde(coursedir, config=config)
            generate_feedback = GenerateFeedback(coursedir, config=config)
        self._autograded = OutputFolder(autograde, place.assignment)
        self._feedback = OutputFolder(generate_feedback, place.assignment)
        self._recorded = self._gradebook.recorded()
        self._learners = self._gradebook.learners()
        self._stale = self._gradebook.stale()
        self._by_nbgrader = ByNbgrader(place)

    def __enter__(self) -> ResultsWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def update_dates(self) -> None:
        """Bring the dates in the gradebook up to date; marks stay as they are."""
        with writing():
            self._gradebook.update_dates()

    def catch_up(self) -> None:
        """Take note of what others have recorded since."""
        self._run_log.catch_up()
        self._recorded = self._gradebook.recorded()
        self._learners = self._gradebook.learners()

    def finished(self, student: str) -> SummaryRow | None:
        """Return the row of a learner for whom there is nothing to do."""
        if self.was_removed(student):
            return SummaryRow(student, removed=True)
        if student not in self._recorded or self._run_log.under_way(student):
            return None
        moment = moment_of(self._place.submitted(student))
        notebook = self._autograded.read(student, self._notebook)
        logged = self._logged(student, moment)
        row = logged or self._by_others(student, moment, notebook)
        if row is None:
            return None
        by_strangers = row.why == BY_STRANGERS or (bool(notebook) and not is_ours(notebook))
        outdated = by_strangers or self._is_stale(student, moment) or row.outdated
        # Where the mark would be another, a file that is missing is no reason to give it unseen.
        if logged is not None and not (outdated or self._is_whole(student)):
            return None
        return replace(row, outdated=outdated)

    def was_removed(self, student: str) -> bool:
        """Say whether a learner had marks, and staff have removed them from the gradebook."""
        if student in self._learners or self._gradebook.is_new:
            return False
        known = self._run_log.done(student) is not None
        return known or has_graded_work(self._place.course, student)

    def _logged(self, student: str, moment: Moment) -> SummaryRow | None:
        """Return the row of a learner whose very answers were graded, at whatever time."""
        done = self._run_log.done(student)
        if done is None:
            return None
        folder = self._place.submitted(student)
        same_answers = done.notebook and done.notebook == digest_of_notebook(folder)
        if not same_answers and done.submission != self._state.submitted(student):
            return None
        outdated = done.state != self._state.of(student, done.submission)
        return replace(done.row, outdated=outdated, undated=moment.refused)

    def _is_whole(self, student: str) -> bool:
        page = self._feedback.holds(student, self._page)
        return page and self._autograded.holds(student, self._notebook)

    def _is_stale(self, student: str, moment: Moment) -> bool:
        """Say whether the penalty is another than dates give now, and note the answers' time."""
        if self._recorded[student] == moment.time:
            return student in self._stale
        self._recorded[student] = moment.time
        return self._gradebook.put_time(student, moment.time)

    def _by_others(self, student: str, moment: Moment, notebook: bytes) -> SummaryRow | None:
        if is_ours(notebook):
            return self._by_nbgrader.finished(student, moment, self._recorded[student], notebook)
        if not notebook and self._run_log.done(student) is not None:
            return None
        return self._by_strangers(student, moment)

    def _by_strangers(self, student: str, moment: Moment) -> SummaryRow | None:
        """Return the row of a learner whose marks are nbgrader's own grader's, or another one's.

        Nobody knows which answers these are of: of later ones only if both times are known.
        """
        before = self._recorded[student]
        if before is not None and moment.time is not None and moment.time > before:
            return None
        marks = self._gradebook.marks_of(student)
        if marks is None:
            return None
        score, max_score = marks
        return SummaryRow(
            student, recorded=True, score=score, max_score=max_score, why=BY_STRANGERS
        )

    def record(self, student: str, graded: Graded) -> Points:
        """Record a submission's marks, and return what the learner gets to know."""
        with writing():
            self._run_log.take_back(student)
            files = {self._notebook: graded.notebook} | stamp(graded)
            self._autograded.prepare(student, files)
            seen = answers_of(self._autograded.read(student, self._notebook))
            points = self._gradebook.record(student, graded.moment.time, graded.marks, seen)
            self._autograded.put(student)
            return points

    def foresee(self, student: str, graded: Graded) -> Points:
        """Return what learners would get to know, and record nothing."""
        return self._gradebook.foresee(student, graded.moment.time, graded.marks)

    def finish(self, student: str, graded: Graded, page: bytes) -> SummaryRow:
        """Put the feedback page in place, and know the submission as done."""
        with writing():
            self._feedback.prepare(student, {self._page: page} | self._address(student, graded))
            self._feedback.put(student)
            row = summary_row_of(student, graded)
            if graded.settled:  # else the next run tries again
                submission, notebook = graded.fingerprint, graded.verdict.audit["submitted"]
                state = self._state.of(student, submission)
                self._run_log.finish(Done(row, submission, notebook, state))
            return row

    def _address(self, student: str, graded: Graded) -> dict[str, bytes]:
        """Return what nbgrader needs to hand a page out; see AddressFeedback."""
        secret = secret_in(self._place.submitted(student))
        return {TIMESTAMP: b""} | stamp(graded) | {SECRET: secret or token_hex().encode()}


def stamp(graded: Graded) -> dict[str, bytes]:
    """Return the file that tells when a submission was handed in, if anybody knows."""
    time = graded.moment.time
    if time is None:
        return {}
    return {TIMESTAMP: f"{time:%Y-%m-%d %H:%M:%S.%f} UTC".encode()}


@contextmanager
def writing() -> Iterator[None]:
    """Turn what is in the way of every submission into a sentence for people."""
    try:
        yield
    except OSError as error:
        if error.errno not in OF_THE_MACHINE:
            raise
        raise CourseError(
            f"{error.filename or 'The disk'} cannot be written: {error.strerror}. "
            "What is recorded stays; make room and run the same command again."
        ) from None
