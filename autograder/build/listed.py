"""The course file of a course that gets one more assignment."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from autograder import content
from autograder.build.error import BuildError

LISTED = re.compile(r"^(assignments\s*=\s*\[[^\]]*?),?(\s*\])", re.MULTILINE)


def course_to_change(directory: Path) -> Path:
    """Return the folder of the course that a directory belongs to.

    Raises
    ------
    BuildError : when it belongs to none.
    """
    course = content.course_of(directory)
    if course is None:
        raise BuildError(
            f"{directory.resolve()} belongs to no course: make one with "
            "`unrolled quickstart NAME`, and run this in its folder."
        )
    return course


def listed(name: str, file: Path) -> str:
    """Return a course file with one more assignment in it, and all else as it was.

    Raises
    ------
    BuildError : when it is written in a way that nothing can be added to.
    """
    taught = [*content.assignments(), name]
    text = file.read_text("utf-8")
    longer = LISTED.sub(rf'\1, "{name}"\2' if taught[1:] else rf'\1"{name}"\2', text, count=1)
    if tomllib.loads(longer).get("assignments") != taught:
        raise BuildError(f"{file} is not written as expected: add {name!r} to its assignments.")
    return longer
