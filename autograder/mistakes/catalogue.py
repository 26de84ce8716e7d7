"""Which mistakes are known, read when they are asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from autograder.content import hidden
from autograder.mistakes.file import read
from autograder.mistakes.mistake import Mistake


@cache
def mistakes_in(assignment: str) -> tuple[Mistake, ...]:
    """Return the known mistakes of an assignment, those of each exercise together."""
    exercises = sorted(file.stem for file in _folder(assignment).glob("*.toml"))
    return tuple(known for name in exercises for known in mistakes_of(assignment, name))


@cache
def mistakes_of(assignment: str, exercise: str) -> tuple[Mistake, ...]:
    """Return the known mistakes that show in one exercise."""
    file = _folder(assignment) / f"{exercise}.toml"
    return read(assignment, file) if file.exists() else ()


def _folder(assignment: str) -> Path:
    """Return the folder with a file for each exercise."""
    return hidden(assignment) / "mistakes"
