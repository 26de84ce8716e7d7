"""The course's `nbgrader_config.py`, read once by each process."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.grading.course import CourseError

CONFIG_FILE = "nbgrader_config.py"


@cache
def configuration(course: Path) -> Config:
    """Read the configuration of a course.

    Raises
    ------
    CourseError : when there is none, or it fails.
    """
    if not (course / CONFIG_FILE).is_file():
        raise CourseError(
            f"{course} is not a course directory: it has no {CONFIG_FILE}. "
            "Name the course directory with --course, or make one: `unrolled quickstart NAME`."
        )
    try:
        config = PyFileConfigLoader(CONFIG_FILE, path=str(course)).load_config()
    except Exception as error:
        file = course / CONFIG_FILE
        raise CourseError(
            f"{_place_of(error, file)}: {_told(error, file)}. "
            "Nothing was done; mend it and run the same command again."
        ) from None
    config.CourseDirectory.root = str(course)
    config.Exporter.default_preprocessors = []  # as all of nbgrader's converters have it
    return config


@contextmanager
def applied(course: Path) -> Iterator[None]:
    """Turn what the configuration asks for and cannot be had into a sentence for people."""
    try:
        yield
    except Exception as error:
        raise CourseError(
            f"{course / CONFIG_FILE} sets something that cannot be used: {_told(error)}. "
            "Nothing was done; mend it and run the same command again."
        ) from None


def _told(error: Exception, file: Path | None = None) -> str:
    """Say in one line what went wrong, without the place if that is in a file named already."""
    text = str(error)
    if isinstance(error, SyntaxError) and error.filename == str(file):
        text = error.msg
    return f"{type(error).__name__}: {' '.join(text.split()).rstrip('.')}"


def _place_of(error: Exception, file: Path) -> str:
    """Say in which line of the configuration something failed."""
    if isinstance(error, SyntaxError) and error.filename == str(file):
        return f"{file}, line {error.lineno}"
    lines = [
        each.lineno
        for each in traceback.extract_tb(error.__traceback__)
        if each.filename == str(file)
    ]
    return f"{file}, line {lines[-1]}" if lines else str(file)
