"""A new assignment of one exercise, complete, in a course's own folder."""

from __future__ import annotations

import keyword
import re
from importlib.resources import files
from pathlib import Path
from string import Template

from autograder import content
from autograder.build.error import BuildError
from autograder.build.listed import course_to_change, listed

NAME = re.compile(r"[a-z][a-z0-9_]*")  # Python imports it
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
    course = course_to_change(directory)
    if content.has(name):
        raise BuildError(
            f"There is an assignment {name!r} already, and nothing was changed: take another name."
        )
    longer = listed(name, course / content.COURSE_FILE)
    written = {path: _filled(template, name) for path, template in _places(name, course).items()}
    for path, text in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (course / content.COURSE_FILE).write_text(longer, "utf-8")
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
