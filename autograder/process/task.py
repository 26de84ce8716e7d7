"""What worker processes are asked to do: plain data goes in, plain data comes out."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat

from autograder.grading_rules import ALL
from autograder.host import Allowance, Sandbox
from autograder.pages.page import feedback_page
from autograder.pages.points import Points
from autograder.process.process import Died, Stopped
from autograder.process.serve import AtOnce
from autograder.process.submission_grader import Graded, Place, SubmissionGrader

MOST_TRIES = 3


@dataclass(frozen=True)
class Grade:
    """Grade a learner's submission; it lies where nbgrader collects it, or in another folder."""

    place: Place
    student: str
    folder: Path | None = None

    @property
    def assignment(self) -> str:
        """Which assignment it is of."""
        return self.place.assignment

    @property
    def submitted(self) -> Path:
        """The folder with the submission."""
        return self.folder or self.place.submitted(self.student)

    def __call__(self) -> Graded:
        """Grade it, and again where something was killed, until it ends in the same way twice.

        Raises
        ------
        Stopped : when it was told to.
        """
        allowance = Allowance(self.place.budget.code_seconds)
        with _stoppable(allowance):
            return self._grade(_grader_for(self.place), allowance)

    def _grade(self, grader: SubmissionGrader, allowance: Allowance) -> Graded:
        tries = [grader.grade(self.submitted, allowance)]
        while tries[-1].disturbed and len(tries) < MOST_TRIES and not _alike(tries[-2:]):
            if allowance.stopped or allowance.left < allowance.seconds / 2:
                break
            tries.append(grader.grade(self.submitted, allowance))
        if allowance.stopped:
            raise Stopped
        return max(tries, key=_worth)


@dataclass(frozen=True)
class Recall:
    """Read what was graded before."""

    path: Path
    student: str
    assignment: str

    def __call__(self) -> Graded:
        """Return it as it was kept."""
        graded: Graded = pickle.loads(self.path.read_bytes())  # noqa: S301  # we wrote it
        return graded


@dataclass(frozen=True)
class GiveUp:
    """Leave a submission to people, since the grader fails on it.

    `blind` says not to look at it: what is to be graded may be what the grader fails on.
    """

    task: Grade
    reason: str
    blind: bool

    @property
    def student(self) -> str:
        """Whose submission it is."""
        return self.task.student

    @property
    def assignment(self) -> str:
        """Which assignment it is of."""
        return self.task.assignment

    def __call__(self) -> Graded:
        """Give no marks yet: the submission waits for a person."""
        grader = _grader_for(self.task.place)
        return grader.give_up(self.task.submitted, self.reason, self.blind)


@dataclass(frozen=True)
class Print:
    """Make a learner's feedback page from a graded notebook, and the points that count.

    `shows` says what it tells: all, the points only, or these and hints.
    """

    student: str
    assignment: str
    notebook: bytes
    points: Points
    shows: str = ALL

    def __call__(self) -> bytes:
        """Return the page as HTML."""
        notebook = nbformat.reads(self.notebook.decode(), as_version=4)
        sums = self.points.write_into(notebook)
        return feedback_page(notebook, self.assignment, sums, self.shows).encode()


@dataclass(frozen=True)
class Warm:
    """Get ready for an assignment: grade and print what a folder holds, for nobody."""

    place: Place
    folder: Path

    @property
    def student(self) -> str:
        """Nobody."""
        return ""

    @property
    def assignment(self) -> str:
        """For which one."""
        return self.place.assignment

    def __call__(self) -> None:
        """Return nothing: whatever goes wrong shows with the first submission."""
        graded = Grade(self.place, "", self.folder)()
        Print("", self.assignment, graded.notebook, Points({}, {}, 0.0, 0.0, 0.0))()


def given_up(task: Grade, error: Exception) -> GiveUp:
    """Return what to do once grading has failed for good."""
    reason = f"{type(error).__name__}: {error}"
    return GiveUp(task, reason, blind=isinstance(error, Died))


@dataclass(frozen=True)
class Stop(AtOnce):
    """End the grading of a submission, as if it had never begun."""

    def __call__(self) -> None:
        """Let its code have no more time."""
        for allowance in tuple(_under_way):
            allowance.stop()


Task = Grade | Recall | GiveUp | Print | Warm


_under_way: list[Allowance] = []  # of what is being graded
_open: list[SubmissionGrader | Sandbox] = []


def close() -> None:
    """End what this process keeps warm."""
    while _open:
        _open.pop().close()
    _grader_for.cache_clear()
    _sandbox.cache_clear()


@contextmanager
def _stoppable(allowance: Allowance) -> Iterator[None]:
    _under_way.append(allowance)
    try:
        yield
    finally:
        _under_way.remove(allowance)


@cache
def _grader_for(place: Place) -> SubmissionGrader:
    grader = SubmissionGrader(place, _sandbox(place.accepted_gaps))
    _open.append(grader)
    return grader


@cache
def _sandbox(accepted_gaps: frozenset[str]) -> Sandbox:
    sandbox = Sandbox(accepted_gaps)
    _open.append(sandbox)
    return sandbox


def _alike(tries: list[Graded]) -> bool:
    return len(tries) == 2 and tries[0].marks == tries[1].marks


def _worth(graded: Graded) -> tuple[bool, bool, float]:
    return not graded.verdict.faulty, not graded.disturbed, graded.verdict.score or 0
