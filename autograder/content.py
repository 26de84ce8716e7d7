"""Where the content of a course lies; nothing else has to know.

A course is a folder: `course.toml` says what is taught, `assignments/<name>/` holds all that makes
an assignment but its reference, which is `solutions/<name>.py`. What is in `hidden/` is never
released. Ours comes with the engine; another course is used from its own folder. What it does not
have itself is taken from installed packages that say they have content, and then from ours.

Content is imported by names that begin with `assignments` or `solutions`. They are found in the
folders of courses and nowhere else: a folder of such a name in the working directory plays no part.
"""

from __future__ import annotations

import importlib
import os
import re
import sys
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Final

from autograder.course_file import AssignmentSettings, ContentError, CourseFile, read

__all__ = ["ContentError"]

VARIABLE: Final = "UNROLLED_CONTENT"  # tells processes that are started where to look
GROUP: Final = "unrolled.content"  # of entry points; each is a package with such a folder
COURSE_FILE: Final = "course.toml"
_HERE: Final = Path(__file__).resolve().parent
_INSTALLED: Final = _HERE / "ours"  # where the wheel has what a checkout has beside the engine
OURS: Final = _INSTALLED if _INSTALLED.is_dir() else _HERE.parent
_TEXTS, _REFERENCES = _PARTS = "assignments", "solutions"
_TASK: Final = re.compile(r'^(?:```python|<!-- #region) (exercise|written)="(\w+)"', re.MULTILINE)
_named = filter(None, os.environ.get(VARIABLE, "").split(os.pathsep))
_folders = list(dict.fromkeys(map(Path, _named)))  # of courses, the one that is used first


def use(directory: Path) -> None:
    """Take content from the course that a directory belongs to; if to none, nothing changes.

    Parameters
    ----------
    directory : a course's folder or one in it, such as nbgrader's course directory.
    """
    folder = course_of(directory)
    if folder is None:
        return
    _folders[:] = dict.fromkeys((folder, *_folders))
    os.environ[VARIABLE] = os.pathsep.join(map(str, _folders))
    for part in _PARTS:
        if part in sys.modules:
            sys.modules[part].__path__[:] = _places(part)


def course_of(directory: Path) -> Path | None:
    """Return the nearest folder, this one or above, that holds a course; None if there is none."""
    inside = directory.resolve()
    courses = (each for each in (inside, *inside.parents) if (each / COURSE_FILE).is_file())
    return next(courses, None)


def has(assignment: str) -> bool:
    """Say whether any of the folders has something of an assignment of this name."""
    paths = f"{_TEXTS}/{assignment}", f"{_REFERENCES}/{assignment}.py"
    return any((folder / path).exists() for folder in _where() for path in paths)


def assignments() -> tuple[str, ...]:
    """Return the names of the assignments, in the order in which they are taught."""
    return _course().assignments


def ours() -> tuple[str, ...]:
    """Return the names of the assignments that come with the engine."""
    return _read(OURS, (OURS,)).assignments


def home_of(exercise: str) -> str | None:
    """Return the assignment that has an exercise of this name, taught here or not, if one has."""
    tasks = _tasks(_where())
    return next((assignment for assignment in tasks if tasks[assignment].get(exercise)), None)


def settings(assignment: str) -> AssignmentSettings:
    """Return what the staff of the course have set for an assignment."""
    return _course().settings.get(assignment, AssignmentSettings())


def roster() -> Path | None:
    """Return the file with the learners, if the staff of the course have named one."""
    name = _course().roster
    return _own() / name if name else None


def has_changed() -> bool:
    """Say whether `course.toml` says something else than when it was read.

    Raises
    ------
    ContentError : when it cannot be read any more.
    """
    folder, folders = _own(), _where()
    return read(folder / COURSE_FILE, _tasks(folders)) != _read(folder, folders)


def messages_file() -> Path | None:
    """Return the file in which a course says our sentences in its own words, if it has one."""
    return _first("messages.toml", _where())


def text(assignment: str) -> Path:
    """Return the file with an assignment's text, which its notebook is made from."""
    return _found(f"{_TEXTS}/{assignment}/{assignment}.md", assignment)


def workbook() -> Path:
    """Return the file with the public checks, which lies beside every notebook."""
    return _found(f"{_TEXTS}/workbook.py")


def title(assignment: str) -> str:
    """Return an assignment's title: the staff's, the first heading of its text, or its name."""
    if settings(assignment).title:
        return settings(assignment).title
    lines = text(assignment).read_text("utf-8").splitlines()
    headings = (line.removeprefix("# ") for line in lines if line.startswith("# "))
    return next(headings, assignment)


def hidden(assignment: str) -> Path:
    """Return the folder with what grades an assignment."""
    return _found(f"{_TEXTS}/{assignment}/hidden", assignment)


def hidden_module(assignment: str, part: str) -> ModuleType:
    """Import one of the modules in an assignment's hidden folder."""
    file = hidden(assignment) / f"{part}.py"
    return _imported(f"{_TEXTS}.{assignment}.hidden.{part}", file)


def reference_name(assignment: str) -> str:
    """Return the name that the reference is imported by."""
    return f"{_REFERENCES}.{assignment}"


def reference(assignment: str) -> ModuleType:
    """Import the reference of an assignment."""
    return _imported(reference_name(assignment), reference_file(assignment))


def reference_file(assignment: str) -> Path:
    """Return the file that holds the reference."""
    return _found(f"{_REFERENCES}/{assignment}.py", assignment)


def _own() -> Path:
    """Return the folder of the course that is used."""
    return _folders[0] if _folders else OURS


def _where() -> tuple[Path, ...]:
    """Return all folders with content, in the order in which they are looked into."""
    return tuple(dict.fromkeys((*_folders, *_installed(), OURS)))


@cache
def _installed() -> tuple[Path, ...]:
    """Return the folders of installed packages that say they have content."""
    return tuple(map(_folder_of, entry_points(group=GROUP)))


def _folder_of(entry: EntryPoint) -> Path:
    try:
        spec = find_spec(entry.value)
    except ModuleNotFoundError:
        spec = None
    if spec is None or not spec.submodule_search_locations:
        raise ContentError(
            f"The installed package {entry.name!r} says that it has assignments in {entry.value}, "
            "which is no package here: install it anew, or remove it."
        )
    return Path(spec.submodule_search_locations[0])


def _course() -> CourseFile:
    return _read(_own(), _where())


@cache
def _read(course: Path, folders: tuple[Path, ...]) -> CourseFile:
    return read(course / COURSE_FILE, _tasks(folders))


def _tasks(folders: tuple[Path, ...]) -> Mapping[str, Mapping[str, bool]]:
    """Return the tasks of each assignment in their order, and whether each is an exercise."""
    places = [text for folder in reversed(folders) for text in (folder / _TEXTS).glob("*/*.md")]
    texts = {text.stem: text for text in places if text.stem == text.parent.name}
    found = {name: _TASK.findall(texts[name].read_text("utf-8")) for name in sorted(texts)}
    return {
        assignment: {name: kind == "exercise" for kind, name in tasks}
        for assignment, tasks in found.items()
    }


def _found(path: str, assignment: str = "") -> Path:
    """Return the first of the folders' files or folders of this path.

    Raises
    ------
    ContentError : when there is none.
    """
    found = _first(path, _where())
    if found is not None:
        return found
    known = ", ".join(assignments())
    if assignment in assignments():
        raise ContentError(f"{_own() / path} is missing, a part of {assignment!r}.")
    raise ContentError(f"There is no assignment {assignment!r}; there are: {known}.")


@cache
def _first(path: str, folders: tuple[Path, ...]) -> Path | None:
    return next((folder / path for folder in folders if (folder / path).exists()), None)


def _imported(name: str, file: Path) -> ModuleType:
    try:
        module = importlib.import_module(name)
    except ContentError:
        raise
    except Exception as error:
        raise ContentError(f"{_place_of(error, file)}: {type(error).__name__}: {error}.") from error
    if module.__file__ is None or Path(module.__file__).resolve() != file.resolve():
        raise ContentError(f"{name} is {module.__file__} here, not {file}: use another process.")
    return module


def _place_of(error: Exception, file: Path) -> str:
    """Say where in the content of a course an import has failed."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}, line {error.lineno}"
    frames = traceback.extract_tb(error.__traceback__)
    roots = [folder / part for folder in _where() for part in _PARTS]
    inside = [each for each in frames if any(map(Path(each.filename).is_relative_to, roots))]
    return f"{inside[-1].filename}, line {inside[-1].lineno}" if inside else str(file)


def _places(part: str) -> list[str]:
    return [str(folder / part) for folder in _where() if (folder / part).is_dir()]


class _Finder(MetaPathFinder):
    """Finds content in the folders of courses; a hidden folder in one of them, whole."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        match fullname.split("."):
            case [part] if part in _PARTS:
                places = _places(part)
            case [part, assignment, "hidden"] if part == _TEXTS:
                places = [str(hidden(assignment))]
            case _:
                return None
        spec = ModuleSpec(fullname, None, is_package=True)
        spec.submodule_search_locations = places
        return spec


sys.meta_path.insert(0, _Finder())
