"""No backward passes that is made of central differences: one hidden case is too large for them."""

from __future__ import annotations

import importlib
import inspect
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from types import FunctionType, ModuleType

import nbformat
import pytest

from autograder.content import assignments
from autograder.demo.sample import filled, right_sources
from autograder.graders.expectations import Expectations
from autograder.graders.registry import assignment_named
from autograder.grading.course import SECRET_BYTES, SECRET_FILE, Course
from autograder.grading.grader import Grader
from autograder.grading.rebuild import rebuild
from autograder.grading.submission import parse
from autograder.grading.verdict import Outcome, Verdict
from autograder.host import Sandbox
from autograder.host.limits import Limits
from tests.graders.differences import numerical

RELEASE = Path(__file__).parents[2] / "source_release" / "release"
FOLDER = Path(numerical.__file__).parent
SECRET = bytes(range(SECRET_BYTES))

# Differences take four times the usual limit and more: a twentieth of it is enough to see that.
LIMITS = Limits(call_seconds=Limits.call_seconds / 20)

ANNOTATIONS = "from __future__ import annotations\n"
DIFFERENT = [name for name in assignments() if (FOLDER / f"{name}.py").exists()]


def functions_of(module: ModuleType) -> dict[str, FunctionType]:
    """Return the functions that a module defines, by name."""
    functions = dict(inspect.getmembers(module, inspect.isfunction))
    return {name: f for name, f in functions.items() if f.__module__ == module.__name__}


def differences(assignment: str) -> dict[str, str]:
    """Return the cells of all exercises that are solved by differences, by name."""
    module = importlib.import_module(f"tests.graders.differences.{assignment}")
    helpers = {**functions_of(numerical), **functions_of(module)}
    exercises = {exercise.name for exercise in assignment_named(assignment).exercises}
    parts = [inspect.getsource(f) for name, f in helpers.items() if name not in exercises]
    return {
        name: "\n\n".join([ANNOTATIONS, *parts, inspect.getsource(helpers[name])])
        for name in sorted(exercises & helpers.keys())
    }


def solved(assignment: str, sources: dict[str, str]) -> dict[str, str]:
    """Return the cells of all exercises up to the last of these; those behind it stay empty."""
    right = right_sources(assignment)
    names = list(right)
    last = max(names.index(name) for name in sources)
    return {name: sources.get(name, right[name]) for name in names[: last + 1]}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(limits=LIMITS) as running:
        yield running


def graded(root: Path, assignment: str, sources: dict[str, str], sandbox: Sandbox) -> Verdict:
    shutil.copytree(RELEASE / assignment, root / "release" / assignment)
    (root / SECRET_FILE).write_bytes(SECRET)
    with Grader(Course(root), assignment, nullcontext(sandbox)) as grader:
        notebook = nbformat.writes(filled(grader.release, sources)).encode()
        return grader.grade(rebuild(grader.release, parse(notebook)))


@pytest.mark.parametrize("assignment", DIFFERENT)
def test_differences_earn_nothing(assignment: str, sandbox: Sandbox, tmp_path: Path) -> None:
    by_differences = differences(assignment)
    verdict = graded(tmp_path, assignment, solved(assignment, by_differences), sandbox)
    assert not verdict.faulty
    for result in verdict.exercises:
        outcomes = {check.outcome for check in result.checks}
        if result.name in by_differences:
            assert (result.name, result.score, outcomes) == (result.name, 0, {Outcome.TIMED_OUT})


@pytest.mark.parametrize("assignment", assignments())
def test_every_gradient_has_a_large_case(assignment: str) -> None:
    expectations = Expectations(assignment_named(assignment), SECRET)
    exercises = expectations.assignment.exercises
    large = {
        each.name for each in exercises if any(case.is_large for case in expectations.cases(each))
    }
    gradients = {each.name for each in exercises if each.forward is not None}
    assert gradients <= large
    assert large == set(differences(assignment) if assignment in DIFFERENT else ())
