"""A new course directory: all that staff need to release, in a folder of their own."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory

from autograder import content
from autograder.build.build import build
from autograder.build.error import BuildError
from autograder.process.configured import CONFIG_FILE

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")  # nbgrader puts it into paths
README = "README.md"
_TEMPLATES = files("autograder.build") / "templates"


def quickstart(name: str, beside: Path, assignments: Sequence[str]) -> Iterator[str]:
    """Make a course directory, and yield each assignment when it is built and registered.

    The folder appears when it is complete: until then all is in a folder of another name, which
    goes when this is stopped.

    Parameters
    ----------
    name : the course's, and its folder's.
    beside : where the folder is made.
    assignments : what is taught, in its order.

    Raises
    ------
    BuildError : at once, when there is such a folder, or it cannot be made or have that name.
    ContentError : at once, when there is no such assignment.
    """
    if not NAME.fullmatch(name):
        raise BuildError(
            f"A course cannot be called {name!r}: "
            "take letters, digits, `-`, `_` and `.`, and begin with a letter or digit."
        )
    if os.path.lexists(beside / name):
        raise BuildError(f"{beside / name} exists already, and nothing in it was changed.")
    if not assignments:
        raise BuildError("A course without assignments teaches nothing: name at least one.")
    for assignment in assignments:
        content.text(assignment)
    try:
        unfinished = TemporaryDirectory(prefix=f".{name}-", dir=beside)
    except OSError as error:
        raise BuildError(f"{beside / name} cannot be made: {error.strerror}.") from None
    return _made(name, beside, assignments, unfinished)


def _made(
    name: str, beside: Path, assignments: Sequence[str], unfinished: TemporaryDirectory[str]
) -> Iterator[str]:
    with unfinished as place:
        folder = Path(place) / name
        folder.mkdir(mode=0o700)
        configure_course(folder, name)
        taught = json.dumps(assignments)
        (folder / content.COURSE_FILE).write_text(f"assignments = {taught}\n", "utf-8")
        (folder / README).write_text(_readme(name, assignments), "utf-8")
        for assignment in assignments:
            build(assignment, folder, register=True)
            yield assignment
        folder.rename(beside / name)


def configure_course(folder: Path, name: str) -> None:
    """Write the `nbgrader_config.py` of a course of this name."""
    (folder / CONFIG_FILE).write_text(_filled(CONFIG_FILE, name=name), "utf-8")


def _readme(name: str, assignments: Sequence[str]) -> str:
    rows = (
        f"{number}. `{each}`: {content.title(each)}" for number, each in enumerate(assignments, 1)
    )
    return _filled(README, name=name, first=assignments[0], assignments="\n".join(rows))


def _filled(template: str, **values: str) -> str:
    return Template((_TEMPLATES / template).read_text("utf-8")).substitute(values)
