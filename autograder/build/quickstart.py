"""A new course directory: all that staff need to release, in a folder of their own."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from string import Template

from autograder import content
from autograder.build.build import build
from autograder.build.error import BuildError
from autograder.process.configured import CONFIG_FILE

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")  # nbgrader puts it into paths
README = "README.md"
_TEMPLATES = files("autograder.build") / "templates"


def quickstart(folder: Path, assignments: Sequence[str]) -> Iterator[str]:
    """Make a course directory, and yield each assignment when it is built and registered.

    The folder appears when it is complete: until then all is in another one beside it, which goes
    when this is stopped.

    Parameters
    ----------
    folder : what to make; its name is the course's.
    assignments : what is taught, in its order.

    Raises
    ------
    BuildError : when there is such a folder, or it cannot be made or have that name.
    ContentError : when there is no such assignment.
    """
    _check(folder, assignments)
    try:
        beside = tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent)
    except OSError as error:
        raise BuildError(f"{folder} cannot be made: {error.strerror}.") from None
    with beside as name:
        made = Path(name) / folder.name
        made.mkdir(mode=0o700)
        configure_course(made, folder.name)
        taught = json.dumps(list(assignments))
        (made / content.COURSE_FILE).write_text(f"assignments = {taught}\n", "utf-8")
        (made / README).write_text(_readme(folder.name, assignments), "utf-8")
        for assignment in assignments:
            build(assignment, made, register=True)
            yield assignment
        made.rename(folder)


def configure_course(folder: Path, name: str) -> None:
    """Write the `nbgrader_config.py` of a course of this name."""
    (folder / CONFIG_FILE).write_text(_filled(CONFIG_FILE, name=name), "utf-8")


def _check(folder: Path, assignments: Sequence[str]) -> None:
    if not NAME.fullmatch(folder.name):
        raise BuildError(
            f"A course cannot be called {folder.name!r}: "
            "take letters, digits, `-`, `_` and `.`, and begin with a letter or digit."
        )
    if folder.exists() or folder.is_symlink():
        raise BuildError(f"{folder} exists already, and nothing in it was changed.")
    if not assignments:
        raise BuildError("A course without assignments teaches nothing: name at least one.")
    for assignment in assignments:
        content.text(assignment)


def _readme(name: str, assignments: Sequence[str]) -> str:
    rows = (
        f"{number}. `{each}`: {content.title(each)}" for number, each in enumerate(assignments, 1)
    )
    return _filled(README, name=name, first=assignments[0], assignments="\n".join(rows))


def _filled(template: str, **values: str) -> str:
    return Template((_TEMPLATES / template).read_text("utf-8")).substitute(values)
