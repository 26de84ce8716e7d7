"""Where the content of the course lies; nothing else has to know.

A course is a folder: `course.toml` says what is taught, `assignments/<name>/` holds all that makes
an assignment but its reference, which is `solutions/<name>.py`. What is in `hidden/` is never
released.
"""

from __future__ import annotations

import importlib
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from types import ModuleType


class UnknownAssignment(Exception):
    """The course has no assignment of that name."""

    def __init__(self, name: str) -> None:
        known = ", ".join(assignments())
        super().__init__(f"There is no assignment {name!r}; there are: {known}.")


def folder() -> Path:
    """Return the folder of the course."""
    return Path(str(resources.files("assignments"))).parent


@cache
def assignments() -> tuple[str, ...]:
    """Return the names of the assignments, in the order in which they are taught."""
    return tuple(tomllib.loads((folder() / "course.toml").read_text("utf-8"))["assignments"])


def text(assignment: str) -> Path:
    """Return the file with an assignment's text, which its notebook is made from."""
    return folder() / "assignments" / assignment / f"{assignment}.md"


def title(assignment: str) -> str:
    """Return the first heading of an assignment's text."""
    lines = text(assignment).read_text("utf-8").splitlines()
    return next(line.removeprefix("# ") for line in lines if line.startswith("# "))


def hidden(assignment: str) -> Path:
    """Return the folder with what grades an assignment."""
    return folder() / "assignments" / assignment / "hidden"


def hidden_module(assignment: str, part: str) -> ModuleType:
    """Import one of the modules in an assignment's hidden folder.

    Raises
    ------
    UnknownAssignment : when there is no such assignment.
    """
    if assignment not in assignments():
        raise UnknownAssignment(assignment)
    return importlib.import_module(f"assignments.{assignment}.hidden.{part}")


def reference_name(assignment: str) -> str:
    """Return the name that the reference is imported by."""
    return f"solutions.{assignment}"


def reference(assignment: str) -> ModuleType:
    """Import the reference of an assignment."""
    return importlib.import_module(reference_name(assignment))


def reference_file(assignment: str) -> Path:
    """Return the file that holds the reference."""
    return folder() / "solutions" / f"{assignment}.py"
