"""Wrong functions get the name that a teacher would give: a new case is a new file in `wrong/`.

A file is named after what it gets wrong. Below its docstring stand `ASSIGNMENT`, `EXERCISE`, the
`NAMES` that the checks should give, and the function.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from types import ModuleType

import pytest

from autograder.graders.attempt import Attempt
from autograder.graders.check import checks_of
from autograder.graders.failure import Explained, Wrong
from autograder.graders.reference import Reference
from autograder.graders.registry import assignment_named, grader_module

from ..graders.marks import expectations
from . import wrong

CASES = [module.name for module in pkgutil.iter_modules(wrong.__path__)]


@dataclass(frozen=True)
class Naming:
    """What checks said: the names they gave, and the sentences."""

    names: set[str]
    hints: set[str]


def naming(module: ModuleType) -> Naming:
    """Run the checks of the exercise that a module gets wrong."""
    exercise = assignment_named(module.ASSIGNMENT).exercise(module.EXERCISE)
    own = {name: item for name, item in vars(module).items() if name == module.EXERCISE}
    attempt = Attempt(exercise, expectations(module.ASSIGNMENT), Reference(module.ASSIGNMENT, own))
    named: dict[str, str] = {}
    for check, mark in checks_of(grader_module(module.ASSIGNMENT)):
        if mark["exercise"] == exercise.name:
            try:
                check(attempt)
            except (Wrong, Explained) as failure:
                if failure.misconception:
                    named[failure.misconception] = failure.hint
    return Naming(set(named), set(named.values()))


@pytest.mark.parametrize("name", CASES)
def test_it_gets_the_name_that_a_teacher_would_give(name: str) -> None:
    module = importlib.import_module(f"{wrong.__name__}.{name}")
    given = naming(module)
    assert given.names == module.NAMES
    assert all(word in hint for word in getattr(module, "SAYS", ()) for hint in given.hints)
