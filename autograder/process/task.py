"""What worker processes are asked to do: plain data goes in, plain data comes out."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat

from autograder.host import Allowance
from autograder.pages.page import feedback_page
from autograder.pages.points import Points
from autograder.process.process import Died
from autograder.process.submission_grader import Graded, Place, SubmissionGrader

MOST_TRIES = 3


@dataclass(frozen=True)
class Grade:
    """Grade a learner's submission."""

    place: Place
    student: str

    def __call__(self) -> Graded:
        """Grade it, and again where something was killed, until it ends in the same way twice."""
        grader, allowance = _grader_for(self.place), Allowance(self.place.budget.code_seconds)
        tries = [grader.grade(self.student, allowance)]
        while tries[-1].disturbed and len(tries) < MOST_TRIES and not _alike(tries[-2:]):
            if allowance.left < allowance.seconds / 2:
                break
            tries.append(grader.grade(self.student, allowance))
        return max(tries, key=_worth)


@dataclass(frozen=True)
class Recall:
    """Read what was graded before."""

    path: Path
    student: str

    def __call__(self) -> Graded:
        """Return it as it was kept."""
        graded: Graded = pickle.loads(self.path.read_bytes())  # noqa: S301  # we wrote it
        return graded


@dataclass(frozen=True)
class GiveUp:
    """Leave a submission to people, since the grader fails on it.

    `blind` says not to look at it: what is to be graded may be what the grader fails on.
    """

    place: Place
    student: str
    reason: str
    blind: bool

    def __call__(self) -> Graded:
        """Give no marks yet: the submission waits for a person."""
        return _grader_for(self.place).give_up(self.student, self.reason, self.blind)


@dataclass(frozen=True)
class Print:
    """Make a learner's feedback page from a graded notebook, and the points that count."""

    student: str
    assignment: str
    notebook: bytes
    points: Points

    def __call__(self) -> bytes:
        """Return the page as HTML."""
        notebook = nbformat.reads(self.notebook.decode(), as_version=4)
        sums = self.points.write_into(notebook)
        return feedback_page(notebook, self.assignment, sums).encode()


def given_up(task: Grade, error: Exception) -> GiveUp:
    """Return what to do once grading has failed for good."""
    reason = f"{type(error).__name__}: {error}"
    return GiveUp(task.place, task.student, reason, blind=isinstance(error, Died))


Task = Grade | Recall | GiveUp | Print


_open: list[SubmissionGrader] = []


def close() -> None:
    """End what this process keeps warm."""
    while _open:
        _open.pop().close()


@cache
def _grader_for(place: Place) -> SubmissionGrader:
    _open.append(SubmissionGrader(place))
    return _open[-1]


def _alike(tries: list[Graded]) -> bool:
    return len(tries) == 2 and tries[0].marks == tries[1].marks


def _worth(graded: Graded) -> tuple[bool, bool, float]:
    return not graded.verdict.faulty, not graded.disturbed, graded.verdict.score or 0
