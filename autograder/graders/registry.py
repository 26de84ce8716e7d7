"""The graders of each assignment, as they lie in its hidden folder."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

from autograder.content import ContentError, hidden_module, settings
from autograder.graders.exercise import Assignment, Exercise


def grader_module(name: str) -> ModuleType:
    """Import the module with the checks of an assignment."""
    return hidden_module(name, "checks")


def assignment_named(name: str) -> Assignment:
    """Return what the graders know of an assignment, as the course has set it."""
    course = settings(name)
    assignment = assignment_as_written(name).without(course.leave_out)
    if not (course.time_limit or course.tolerance):
        return assignment
    return replace(
        assignment,
        exercises=tuple(
            replace(
                exercise,
                seconds=course.time_limit.get(exercise.name, exercise.seconds),
                tolerance=course.tolerance.get(exercise.name, exercise.tolerance),
            )
            for exercise in assignment.exercises
        ),
    )


def assignment_as_written(name: str) -> Assignment:
    """Return what the graders know of an assignment, whatever a course leaves out.

    Raises
    ------
    ContentError : when it is not written as it should be.
    """
    module = hidden_module(name, "exercises")
    assignment = getattr(module, "ASSIGNMENT", None)
    if not isinstance(assignment, Assignment) or not all(
        isinstance(exercise, Exercise) for exercise in assignment.exercises
    ):
        raise ContentError(
            f"{module.__file__}: ASSIGNMENT should be an Assignment whose `exercises` are a tuple "
            "of Exercise."
        )
    return assignment
