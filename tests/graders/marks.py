"""What somebody's functions earn, without a sandbox around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import nbformat

from autograder.graders.attempt import Attempt
from autograder.graders.award import FULL
from autograder.graders.check import checks_of, shares_in
from autograder.graders.code import Caches
from autograder.graders.expectations import Expectations
from autograder.graders.failure import Explained, Wrong
from autograder.graders.reference import Reference
from autograder.graders.registry import assignment_named, grader_module
from autograder.grading.fit import points_in
from benchmarks.stand_ins import stand_ins

RELEASE = Path(__file__).parents[2] / "source_release" / "release"

Functions = Mapping[str, Callable[..., Any]]


@cache
def expectations(assignment: str, secret: bytes = b"a secret for tests") -> Expectations:
    return Expectations(assignment_named(assignment), secret, costly=False)


@cache
def points_of(assignment: str) -> dict[str, float]:
    release = nbformat.read(RELEASE / assignment / f"{assignment}.ipynb", as_version=4)
    return points_in(release, assignment_named(assignment))


def attempts_at(
    assignment: str,
    functions: Functions,
    *secret: bytes,
    beside: Callable[[Functions], Functions] = dict,
) -> dict[str, Attempt]:
    """Let somebody attempt all exercises, with the reference where they have no function.

    `beside` gives their functions once more, for which others stand in that they call.
    """

    def substitute(names: tuple[str, ...], caches: Caches = Caches.TOKENS) -> Reference:
        def own(name: str) -> Callable[..., Any]:
            others = {other: answering[other] for other in names if other != name}
            written = {**functions, **beside(others)}
            return written[name] if name in written else Reference(assignment).function(name)

        answering = stand_ins(assignment, names, caches, own)
        return Reference(assignment, {**functions, **beside(answering), **answering})

    code = Reference(assignment, functions)
    attempts: dict[str, Attempt] = {}
    for exercise in assignment_named(assignment).exercises:
        attempts[exercise.name] = Attempt(
            exercise, expectations(assignment, *secret), code, attempts, substitute
        )
    return attempts


def marks(
    assignment: str, attempts: Mapping[str, Attempt], exercises: Iterable[str]
) -> dict[str, float]:
    """Run the checks of some exercises, and return what each earns."""
    earned = dict.fromkeys(exercises, 0.0)
    module = grader_module(assignment)
    points, shares = points_of(assignment), shares_in(module)
    for check, mark in checks_of(module):
        if mark["exercise"] not in earned:
            continue
        attempt = attempts[mark["exercise"]]
        attempt.award = FULL
        try:
            check(attempt)
        except Exception:
            continue
        name = mark["exercise"]
        earned[name] += points[name] * mark["share"] / shares[name] * attempt.award.credit
    return earned


def names_of(assignment: str, attempts: Mapping[str, Attempt], exercise: str) -> set[str]:
    """Run the checks of an exercise, and return the mistakes that are named, "" for none."""
    named: set[str] = set()
    for check, mark in checks_of(grader_module(assignment)):
        if mark["exercise"] == exercise:
            try:
                check(attempts[exercise])
            except (Wrong, Explained) as failure:
                named.add(failure.misconception or "")
    return named
