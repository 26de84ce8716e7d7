"""What is verified: an assignment, or one exercise of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.content import ContentError, hidden
from autograder.graders.exercise import Assignment, Exercise
from autograder.graders.expectations import Expectations
from autograder.graders.reference import Reference
from autograder.graders.registry import assignment_named
from autograder.graders.trial import failures
from autograder.mistakes.catalogue import mistakes_of
from autograder.mistakes.mistake import Mistake

SECRET = b"verify"  # the same cases each time: who mends something sees whether it helped


@dataclass(frozen=True)
class Subject:
    """What is verified.

    Parameters
    ----------
    name : the assignment.
    exercise : the one exercise that is looked at; all of them if empty.
    course : a course directory that the assignment may be built in.
    """

    name: str
    exercise: str
    course: Path

    @cached_property
    def assignment(self) -> Assignment:
        """What the graders know of it."""
        return assignment_named(self.name)

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises that are looked at.

        Raises
        ------
        ContentError : when there is none of the name.
        """
        if not self.exercise:
            return self.assignment.exercises
        chosen = tuple(e for e in self.assignment.exercises if e.name == self.exercise)
        if not chosen:
            known = ", ".join(each.name for each in self.assignment.exercises)
            raise ContentError(
                f"{self.name!r} has no exercise {self.exercise!r}; there are: {known}."
            )
        return chosen

    @cached_property
    def expectations(self) -> Expectations:
        """Hidden cases and right answers."""
        return Expectations(self.assignment, SECRET)

    @cached_property
    def failing(self) -> Mapping[str, list[Exception]]:
        """What the reference raises, or what ends the checks that it fails, by exercise.

        Of these exercises nothing else can be said.
        """
        ends = {exercise.name: self._ends(exercise) for exercise in self.exercises}
        return {name: some for name, some in ends.items() if some}

    def _ends(self, exercise: Exercise) -> list[Exception]:
        right = self.expectations.right(exercise)
        raised = [answer.failure for answer in right if answer.failure]
        return raised or list(failures(exercise, self.expectations, Reference(self.name)))

    def mistakes(self, exercise: Exercise) -> tuple[Mistake, ...]:
        """Return the known mistakes that show in an exercise."""
        return mistakes_of(self.name, exercise.name)

    def file(self, name: str) -> Path:
        """Return a file in the hidden folder."""
        return hidden(self.name) / name
