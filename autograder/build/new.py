"""A new assignment of one exercise, complete, in a course's own folder."""

from __future__ import annotations

import keyword
import re
import tomllib
from importlib.resources import files
from pathlib import Path
from string import Template

from autograder import content
from autograder.build.error import BuildError

NAME = re.compile(r"[a-z][a-z0-9_]*")  # Python imports it
LISTED = re.compile(r"^(assignments\s*=\s*\[[^\]]*?),?(\s*\])", re.MULTILINE)
_TEMPLATES = files("autograder.build") / "templates" / "new"


def new(name: str, directory: Path) -> list[Path]:
    """Write an assignment into the course that a directory belongs to, and list it as taught.

    Returns
    -------
    The files that were written, `course.toml` aside.

    Raises
    ------
    BuildError : when it cannot have that name, is there already, or there is no course.
    """
    if not NAME.fullmatch(name) or keyword.iskeyword(name):
        raise BuildError(
            f"An assignment cannot be called {name!r}: take small letters, digits and `_`, "
            "and begin with a letter."
        )
    course = content.course_of(directory)
    if course is None:
        raise BuildError(
            f"{directory.resolve()} belongs to no course: make one with "
            "`unrolled quickstart NAME`, and run this in its folder."
        )
    if content.has(name):
        raise BuildError(
            f"There is an assignment {name!r} already, and nothing was changed: take another name."
        )
    listed = _listed(name, course / content.COURSE_FILE)
    written = {path: _filled(template, name) for path, template in _places(name, course).items()}
    for path, text in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (course / content.COURSE_FILE).write_text(listed, "utf-8")
    return list(written)


def _places(name: str, course: Path) -> dict[Path, str]:
    """Return which template goes where."""
    assignment = course / "assignments" / name
    hidden = assignment / "hidden"
    return {
        assignment / f"{name}.md": "text.md",
        assignment / "figures.py": "figures.py.txt",
        course / "solutions" / f"{name}.py": "reference.py.txt",
        hidden / "cases.py": "cases.py.txt",
        hidden / "exercises.py": "exercises.py.txt",
        hidden / "checks.py": "checks.py.txt",
        hidden / "mistakes" / "mix.toml": "mistakes.toml",
        hidden / "samples" / "sum_forgotten.py": "sample.py.txt",
        hidden / "samples" / "sum_forgotten.toml": "sample.toml",
    }


def _filled(template: str, name: str) -> str:
    title = name.replace("_", " ").capitalize()
    return Template((_TEMPLATES / template).read_text("utf-8")).substitute(name=name, title=title)


def _listed(name: str, file: Path) -> str:
    """Return the course file with one more assignment in it, and all else as it was."""
    taught = [*content.assignments(), name]
    text = file.read_text("utf-8")
    longer = LISTED.sub(rf'\1, "{name}"\2' if taught[1:] else rf'\1"{name}"\2', text, count=1)
    if tomllib.loads(longer).get("assignments") != taught:
        raise BuildError(f"{file} is not written as expected: add {name!r} to its assignments.")
    return longer
