"""Every known mistake of the course can be made; whether it is recognised takes longer."""

from __future__ import annotations

import pytest

from autograder.content import assignments, hidden
from autograder.graders.registry import assignment_named
from autograder.mistakes.catalogue import mistakes_in, mistakes_of
from autograder.mistakes.namespace import fresh_namespace, make
from autograder.mistakes.untyped import untyped


@pytest.mark.parametrize("assignment", assignments())
def test_each_can_be_made(assignment: str) -> None:
    for known in mistakes_in(assignment):
        namespace = fresh_namespace(assignment)
        right = namespace[known.function]
        make((known,), namespace)
        assert namespace[known.function] is not right


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
