"""One run over an assignment at a time."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from autograder.grading.course import CourseError


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold a lock file while a run lasts; the system lets go of it when the run is killed.

    Raises
    ------
    CourseError : when another run holds it, or it cannot be written.
    """
    with _opened(path) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CourseError(
                f"Another `unrolled grade` or `regrade` has {path.stem!r} of this course: wait "
                "until it has ended, or stop it. It loses nothing, and the next run goes on from "
                "there."
            ) from None
        yield


def _opened(path: Path) -> TextIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("a+")
    except OSError as error:
        raise CourseError(
            f"{path} cannot be written: {error.strerror}. "
            "The course directory has to be writable for whoever grades."
        ) from None
