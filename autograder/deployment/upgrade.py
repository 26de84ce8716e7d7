"""What this version of unrolled and nbgrader would change in a course that another one made."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import nbformat
from nbformat import NotebookNode
from nbgrader.api import get_alembic_version
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from autograder.build.adopt import moved_on
from autograder.build.build import EXAMPLES, build
from autograder.grading.course import CourseError
from autograder.process.database import database, put_scripts_on_the_path

LEFT_OUT: Final = (EXAMPLES, "__pycache__", ".ipynb_checkpoints")


@dataclass(frozen=True)
class Outlook:
    """What would be other ones in an assignment.

    Parameters
    ----------
    cells : of the released notebook, by their ids.
    files : that are released beside it; but for examples, whose last digits depend on the machine.
    adopted : files of ours that have changed since the course took them over.
    """

    cells: tuple[str, ...]
    files: tuple[str, ...]
    adopted: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.cells or self.files or self.adopted)


def tables(course: Path) -> tuple[str, str]:
    """Return which version the gradebook's tables have, and which this nbgrader wants.

    Raises
    ------
    CourseError : when the gradebook cannot be read.
    """
    put_scripts_on_the_path()
    engine = create_engine(database(course))
    try:
        with engine.connect() as connection:
            now = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError as error:
        raise CourseError(f"The gradebook of {course} cannot be read: {error.orig}.") from None
    finally:
        engine.dispose()
    return str(now), get_alembic_version()


def outlook(course: Path, assignment: str) -> Outlook:
    """Build an assignment elsewhere, and compare it with what the course has released.

    Raises
    ------
    ContentError : when a part of the assignment is not there.
    BuildError : when it cannot be built.
    """
    with tempfile.TemporaryDirectory() as scratch:
        build(assignment, Path(scratch))
        new, old = (folder / "release" / assignment for folder in (Path(scratch), course))
        name = f"{assignment}.ipynb"
        names = sorted(_files(new) | _files(old))
        return Outlook(
            tuple(_differing_cells(_cells(old / name), _cells(new / name))),
            tuple(
                each for each in names if each != name and _bytes(new, each) != _bytes(old, each)
            ),
            tuple(moved_on(assignment) or ()),
        )


def _files(folder: Path) -> set[str]:
    paths = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    return {str(path) for path in paths if not set(path.parts) & set(LEFT_OUT)}


def _bytes(folder: Path, name: str) -> bytes:
    path = folder / name
    return path.read_bytes() if path.is_file() else b""


def _cells(notebook: Path) -> dict[str, NotebookNode]:
    """Return the cells of a notebook by their ids."""
    if not notebook.is_file():
        return {}
    return {cell.id: cell for cell in nbformat.read(notebook, as_version=4).cells}


def _differing_cells(old: dict[str, NotebookNode], new: dict[str, NotebookNode]) -> Iterator[str]:
    yield from (name for name in dict.fromkeys((*new, *old)) if old.get(name) != new.get(name))
