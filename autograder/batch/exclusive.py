"""One run over an assignment at a time."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from autograder.grading.course import CourseError

PATIENCE = 3.0  # seconds: `unrolled serve` needs a moment for each submission, and no more
LOOK_SECONDS = 0.02


class Busy(CourseError):
    """Somebody else has the assignment."""


@contextmanager
def exclusive(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold a lock file while a run lasts; the system lets go of it when the run is killed.

    Raises
    ------
    Busy : when another run holds it for longer than one has patience, in seconds.
    CourseError : when it cannot be written.
    """
    gives_up = time.monotonic() + patience
    with _opened(path) as file:
        while not _locked(file):
            if time.monotonic() >= gives_up:
                raise Busy(
                    f"Another `unrolled grade` or `regrade` has {path.stem!r} of this course: wait "
                    "until it has ended, or stop it. It loses nothing, and the next run goes on "
                    "from there."
                )
            time.sleep(LOOK_SECONDS)
        yield


def _locked(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _opened(path: Path) -> TextIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("a+")
    except OSError as error:
        raise CourseError(
            f"{path} cannot be written: {error.strerror}. "
            "The course directory has to be writable for whoever grades."
        ) from None
