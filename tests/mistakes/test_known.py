"""What is written of known mistakes belongs to something; tests/verify has the rest."""

from __future__ import annotations

import pytest

from autograder.content import assignments, hidden
from autograder.graders.registry import assignment_named
from autograder.mistakes.catalogue import mistakes_of
from autograder.mistakes.untyped import untyped


@pytest.mark.parametrize("assignment", assignments())
def test_each_shows_in_an_exercise(assignment: str) -> None:
    exercises = {exercise.name for exercise in assignment_named(assignment).exercises}
    files = (hidden(assignment) / "mistakes").iterdir()
    assert {file.stem for file in files if file.is_file()} <= exercises


@pytest.mark.parametrize("assignment", assignments())
def test_each_function_beside_them_is_one(assignment: str) -> None:
    for file in (hidden(assignment) / "mistakes").glob("*.py"):
        without_edits = {k.name for k in mistakes_of(assignment, file.stem) if not k.edits}
        assert {name for name in untyped(file) if not name.startswith("_")} == without_edits
