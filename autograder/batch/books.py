"""Gradebook, folders and journal of a class, kept in step by one process.

What belongs to a submission changes in this order: the journal forgets it, its marks are recorded,
the graded notebook is put in place, then the page, and the journal knows it again. Who is killed
in between leaves a submission that the journal does not know, and the next run grades it again.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from secrets import token_hex

from nbgrader.converters import Autograde, GenerateFeedback

from autograder.batch.gradebook import Recorder
from autograder.batch.journal import Journal
from autograder.batch.line import Line, line_of
from autograder.batch.shelf import Shelf
from autograder.batch.state import State
from autograder.grading.course import Course, CourseError
from autograder.nbgrader_plugin.delivery import SECRET, secret_in
from autograder.pages.points import Points
from autograder.process.configured import configuration
from autograder.process.desk import Graded, Place
from autograder.process.timestamp import TIMESTAMP

# These are in the way of every submission, not of one.
OF_THE_MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}


class Books:
    """Where the results of a class go.

    Raises
    ------
    CourseError : from everywhere, when gradebook or disk take nothing more.
    """

    def __init__(self, place: Place, journal: Path) -> None:
        config = configuration(place.course)
        self._place = place
        self._notebook = f"{place.assignment}.ipynb"
        self._page = f"{place.assignment}.html"
        self._state = State(Course(place.course), place.assignment, place.accepted_gaps)
        with ExitStack() as stack, writing():
            self._recorder = stack.enter_context(Recorder(place.course, place.assignment))
            self._journal = stack.enter_context(Journal(journal))
            self._stack = stack.pop_all()
        coursedir = self._recorder.coursedir
        self._autograded = Shelf(Autograde(coursedir, config=config), place.assignment)
        self._feedback = Shelf(GenerateFeedback(coursedir, config=config), place.assignment)
        self._recorded = self._recorder.recorded()

    def __enter__(self) -> Books:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def finished(self, student: str) -> Line | None:
        """Return the line of a learner for whom there is nothing to do."""
        line = self._journal.finished(student, self._state.now(student))
        everything = (
            student in self._recorded
            and self._autograded.holds(student, self._notebook)
            and self._feedback.holds(student, self._page)
        )
        return line if everything else None

    def record(self, student: str, graded: Graded) -> Points:
        """Record a submission's marks, and return what the learner gets to know."""
        with writing():
            self._journal.take_back(student)
            files = {self._notebook: graded.notebook} | _stamp(graded)
            self._autograded.prepare(student, files)
            points = self._recorder.record(student, graded.moment.time, graded.marks)
            self._autograded.put(student)
            return points

    def finish(self, student: str, graded: Graded, page: bytes) -> Line:
        """Put the feedback page in place, and know the submission as done."""
        with writing():
            self._feedback.prepare(student, {self._page: page} | self._address(student, graded))
            self._feedback.put(student)
            line = line_of(student, graded)
            if graded.settled:  # else the next run tries again
                self._journal.finish(line, self._state.of(graded.fingerprint))
            return line

    def _address(self, student: str, graded: Graded) -> dict[str, bytes]:
        """Return what nbgrader needs to hand a page out; see AddressFeedback."""
        secret = secret_in(self._place.submitted(student))
        return {TIMESTAMP: b""} | _stamp(graded) | {SECRET: secret or token_hex().encode()}


def _stamp(graded: Graded) -> dict[str, bytes]:
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
