"""The course's `nbgrader_config.py`, read once by each process."""

from __future__ import annotations

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
    CourseError : when there is none.
    """
    if not (course / CONFIG_FILE).is_file():
        raise CourseError(
            f"{course} is not a course directory: it has no {CONFIG_FILE}. "
            "Name the course directory with --course, or make one: `unrolled quickstart NAME`."
        )
    config = PyFileConfigLoader(CONFIG_FILE, path=str(course)).load_config()
    config.CourseDirectory.root = str(course)
    config.Exporter.default_preprocessors = []  # as all of nbgrader's converters have it
    return config
