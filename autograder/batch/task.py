"""What worker processes are asked to do: plain data goes in, plain data comes out."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.batch.desk import Desk, Graded, Place
from autograder.batch.page import Press
from autograder.pages.points import Points

MOST_TRIES = 3


@dataclass(frozen=True)
class Grade:
    """Grade a learner's submission."""

    place: Place
    student: str

    def __call__(self) -> Graded:
        """Grade it, and again where something was killed, until it ends in the same way twice."""
        desk = _desk(self.place)
        tries = [desk.grade(self.student)]
        while tries[-1].disturbed and len(tries) < MOST_TRIES and not _alike(tries[-2:]):
            tries.append(desk.grade(self.student))
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
    """Leave a submission to people, since the grader fails on it."""

    place: Place
    student: str
    reason: str

    def __call__(self) -> Graded:
        """Give no marks yet: the submission waits for a person."""
        return _desk(self.place).give_up(self.student, self.reason)


@dataclass(frozen=True)
class Print:
    """Make a learner's feedback page."""

    place: Place
    student: str
    notebook: bytes
    points: Points

    def __call__(self) -> bytes:
        """Return the page as HTML."""
        press = _press(self.place)
        return press.page(self.student, self.notebook, self.points)


Task = Grade | Recall | GiveUp | Print


_open: list[Desk] = []


def close() -> None:
    """End what this process keeps warm."""
    while _open:
        _open.pop().close()


@cache
def _desk(place: Place) -> Desk:
    _open.append(Desk(place))
    return _open[-1]


@cache
def _press(place: Place) -> Press:
    return Press(place.course, place.assignment)


def _alike(tries: list[Graded]) -> bool:
    return len(tries) == 2 and tries[0].marks == tries[1].marks


def _worth(graded: Graded) -> tuple[bool, bool, float]:
    return not graded.verdict.faulty, not graded.disturbed, graded.verdict.score or 0
