"""Known mistakes by how many learners made them, each with a learner's code."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from autograder.graders.naming import hint_of
from autograder.mistakes.catalogue import mistakes_in
from autograder.report.submission import Submission

LONGEST = 3000  # characters of an example


@dataclass(frozen=True)
class Mistake:
    """One known mistake: who made it, and the shortest code that did."""

    id: str
    exercise: str
    title: str
    hint: str
    learners: tuple[str, ...]
    example_by: str
    example: str


class Mistakes:
    """Collects the mistakes of a class, and keeps one example of each."""

    def __init__(self, assignment: str) -> None:
        self._known = {known.id: known for known in mistakes_in(assignment)}
        self._students: dict[str, list[str]] = defaultdict(list)
        self._examples: dict[str, tuple[str, str]] = {}

    def add(self, student: str, submission: Submission) -> None:
        """Take in the mistakes of one learner."""
        for exercise in submission.exercises:
            for mistake in exercise.misconceptions:
                self._students[mistake].append(student)
                self._look_at(mistake, student, submission.code.get(self._place(mistake), ""))

    def found(self) -> tuple[Mistake, ...]:
        """Return the mistakes that were made, the most frequent first."""
        mistakes = (self._mistake(name) for name in self._students)
        return tuple(sorted(mistakes, key=lambda mistake: (-len(mistake.learners), mistake.id)))

    def _look_at(self, mistake: str, student: str, code: str) -> None:
        best = self._examples.get(mistake)
        if code.strip() and (best is None or len(code) < len(best[1])):
            self._examples[mistake] = (student, code.strip("\n"))

    def _mistake(self, name: str) -> Mistake:
        exercise, _, title = name.partition(".")
        student, code = self._examples.get(name, ("", ""))
        if len(code) > LONGEST:
            code = f"{code[:LONGEST]}\n…"
        return Mistake(
            name,
            exercise,
            title.replace("_", " "),
            self._known[name].hint if name in self._known else hint_of(name),
            tuple(sorted(self._students[name])),
            student,
            code,
        )

    def _place(self, mistake: str) -> str:
        """Return the exercise whose cell holds the mistake."""
        known = self._known.get(mistake)
        return mistake.partition(".")[0] if known is None else known.function
