"""Wrong functions by somebody who knew the notebooks, and none of the mistakes that are known here.

One file each, in a folder for each assignment. Its docstring says which `function` is wrong, what a
teacher `says`, and by which names the checks of the function know it: those that are `named` here
were judged by a person, by what the learner reads. What they wrote `right` beside it keeps its
points, but for what `loses` some. A new case is a new file.
"""

from __future__ import annotations

import ast
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from autograder.content import reference_file
from autograder.graders.attempt import Attempt
from autograder.graders.check import checks_of
from autograder.graders.failure import Explained, Wrong
from autograder.graders.naming import SEVERAL
from autograder.graders.registry import assignment_named, grader_module
from tests.graders.marks import Functions, attempts_at, marks, points_of

FOLDER = Path(__file__).parent
ENOUGH = 0.7  # of all should be named


@dataclass(frozen=True)
class Stranger:
    """Somebody's code, and what is known of it."""

    file: Path

    @property
    def assignment(self) -> str:
        return self.file.parent.name

    @cached_property
    def _tree(self) -> ast.Module:
        return ast.parse(self.file.read_bytes())

    @cached_property
    def about(self) -> dict[str, Any]:
        return tomllib.loads(ast.get_docstring(self._tree) or "")

    @property
    def functions(self) -> list[str]:
        function = self.about["function"]
        return [function] if isinstance(function, str) else list(function)

    @cached_property
    def attempts(self) -> dict[str, Attempt]:
        return attempts_at(self.assignment, self.written(), beside=self.written)

    def written(self, others: Functions = {}) -> Functions:
        """Return the exercises that the file defines, among others or the reference's functions."""
        names: dict[str, Any] = {"__name__": __name__}
        exec(_compiled(reference_file(self.assignment)), names)
        exec(_compiled(self.file), names)
        names.update(others)
        exercises = {exercise.name for exercise in assignment_named(self.assignment).exercises}
        own = [part.name for part in self._tree.body if isinstance(part, ast.FunctionDef)]
        return {name: names[name] for name in own if name in exercises}

    def named(self) -> list[str]:
        """Return the names that the checks of the wrong functions give."""
        attempts = self.attempts
        found = set()
        for check, mark in checks_of(grader_module(self.assignment)):
            if mark["exercise"] in self.functions:
                try:
                    check(attempts[mark["exercise"]])
                except (Wrong, Explained) as failure:
                    found.add(failure.misconception or "")
                except Exception:
                    continue
        return sorted(name for name in found if name and not name.endswith(f".{SEVERAL}"))


@cache
def _compiled(file: Path) -> CodeType:
    return compile(file.read_bytes(), str(file), "exec")


STRANGERS = [Stranger(file) for file in sorted(FOLDER.glob("*/*.py"))]


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda s: f"{s.assignment}-{s.file.stem}")
def test_a_strangers_mistake_has_the_names_that_a_teacher_would_give(stranger: Stranger) -> None:
    assert stranger.named() == stranger.about["named"]


@pytest.mark.parametrize(
    "stranger",
    [stranger for stranger in STRANGERS if stranger.about.get("right")],
    ids=lambda s: f"{s.assignment}-{s.file.stem}",
)
def test_what_is_right_beside_it_keeps_its_points(stranger: Stranger) -> None:
    attempts, right = stranger.attempts, stranger.about["right"]
    earned = marks(stranger.assignment, attempts, [*stranger.functions, *right])
    full = points_of(stranger.assignment)
    loses = [name for name in right if earned[name] < full[name]]
    assert loses == stranger.about.get("loses", [])


def test_most_are_named() -> None:
    named = [stranger for stranger in STRANGERS if stranger.about["named"]]
    assert len(named) >= ENOUGH * len(STRANGERS)
