"""Known mistakes, several at a time where none can hide another."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.graders.exercise import Assignment
from autograder.graders.registry import assignment_named
from autograder.mistakes.catalogue import mistakes_in
from autograder.mistakes.mistake import Mistake
from autograder.mistakes.source import names_in


def independent_mistakes(assignment: str) -> Iterator[list[Mistake]]:
    """Put all known mistakes of an assignment into few groups of independent ones."""
    exercises = assignment_named(assignment)
    left = list(mistakes_in(assignment))
    needed = {known.id: _needed(known, exercises) for known in left}
    while left:
        group: list[Mistake] = []
        dependent: list[Mistake] = []
        for known in left:
            fits = all(_independent(known, other, needed) for other in group)
            (group if fits else dependent).append(known)
        yield group
        left = dependent


def _independent(one: Mistake, other: Mistake, needed: dict[str, set[str]]) -> bool:
    return not (
        {one.shows_in, one.function} & needed[other.id]
        or {other.shows_in, other.function} & needed[one.id]
    )


def _needed(known: Mistake, assignment: Assignment) -> set[str]:
    """Return the exercises that a mistake needs to be right: it may call them itself."""
    names = {exercise.name for exercise in assignment.exercises}
    called = names & names_in(known)
    return set().union(*(_built_on(name, assignment) for name in called | {known.shows_in}))


def _built_on(name: str, assignment: Assignment) -> set[str]:
    """Return an exercise and all that it builds on, however indirectly."""
    exercise = assignment.exercise(name)
    direct = {used for group in exercise.uses for used in group}
    if exercise.forward is not None:
        direct.add(exercise.forward.name)
    direct.discard(name)
    return {name}.union(*(_built_on(used, assignment) for used in direct))
