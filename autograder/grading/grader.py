"""Grading one submission after another: run its cells, then its exercises, then judge."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, ExitStack
from itertools import chain

from nbformat import NotebookNode

from autograder import content
from autograder.budget import Budget
from autograder.graders.attempt import Attempt
from autograder.graders.expectations import Expectations
from autograder.graders.registry import assignment_named
from autograder.grading.audit import Auditor
from autograder.grading.beside import without_solutions
from autograder.grading.bytecode import with_bytecode
from autograder.grading.course import Course
from autograder.grading.examination import Examination
from autograder.grading.examiner import Examiner
from autograder.grading.fit import points_in
from autograder.grading.rebuild import grade_id
from autograder.grading.remote import GivenUp, NoCode, NothingRead
from autograder.grading.run import Run
from autograder.grading.verdict import CheckResult, ExerciseResult, Verdict
from autograder.host import Allowance, Sandbox
from autograder.mistakes.catalogue import mistakes_in


class Grader:
    """Grades rebuilt notebooks of one assignment; keeps sandbox, pytest and hidden cases warm.

    The sandbox is the grader's from now on, and is closed with it; `nullcontext` keeps one open.
    """

    def __init__(
        self, course: Course, assignment: str, sandbox: AbstractContextManager[Sandbox]
    ) -> None:
        with ExitStack() as stack:
            self._sandbox = stack.enter_context(sandbox)
            content.use(course.root)
            self.release = course.release(assignment)
            self.assignment = assignment_named(assignment)
            mistakes_in(assignment)  # what cannot be read is in the way of every submission
            points = points_in(self.release, self.assignment)
            files = course.support_files(assignment)
            names = {exercise.name for exercise in self.assignment.whole}
            self._files = with_bytecode(without_solutions(files, names, self.assignment.drawn))
            self._expectations = Expectations(self.assignment, course.secret)
            self._auditor = Auditor(
                course, self.release, files, self._expectations, self._sandbox.limits
            )
            self._stubs = {grade_id(cell): cell.source for cell in self.release.cells}
            self._examiner = Examiner(assignment, points)
            stack.callback(self._examiner.close)
            self._sandbox.require_layers()
            self._stack = stack.pop_all()

    def __enter__(self) -> Grader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End sandbox and pytest."""
        self._stack.close()

    def grade(
        self, notebook: NotebookNode, submitted: str = "", allowance: Allowance | None = None
    ) -> Verdict:
        """Run a rebuilt notebook, write its outputs into it, and judge every exercise.

        `submitted` is the digest of the file that it was rebuilt from; `allowance` is how long its
        code may take, the usual time if there is none.
        """
        started = time.monotonic()
        seed = self._auditor.seed(notebook)
        allowance = allowance or Allowance(Budget().code_seconds)
        with Run(self._sandbox, notebook, self._files, seed, allowance, self._stubs) as run:
            examination = Examination(
                self._examiner, self._expectations, self._stubs, run, notebook
            )
            results = examination.results()
            pictures = examination.pictures(results)
        return self._auditor.audited(
            self._verdict(results, pictures),
            notebook,
            submitted,
            time.monotonic() - started,
            allowance.seconds,
        )

    def unreadable(self, reason: str, submitted: str = "") -> Verdict:
        """Return the verdict on a submission of which nothing could be read."""
        return self._without_code(NoCode(NothingRead(reason)), self.release, submitted)

    def give_up(self, notebook: NotebookNode, reason: str, submitted: str = "") -> Verdict:
        """Return no marks for a notebook that the grader fails on; nothing is run."""
        return self._without_code(NoCode(GivenUp(reason)), notebook, submitted)

    def _without_code(self, code: NoCode, notebook: NotebookNode, submitted: str) -> Verdict:
        started = time.monotonic()
        attempts = {
            exercise.name: Attempt(exercise, self._expectations, code)
            for exercise in self.assignment.exercises
        }
        verdict = self._verdict(self._examiner.examine(attempts))
        return self._auditor.audited(verdict, notebook, submitted, time.monotonic() - started)

    def _verdict(self, results: list[CheckResult], pictures: Mapping[str, str] = {}) -> Verdict:
        return Verdict(
            assignment=self.assignment.name,
            exercises=tuple(
                ExerciseResult(
                    exercise.name,
                    tuple(r for r in results if r.exercise == exercise.name),
                    frozenset(chain.from_iterable(exercise.uses)),
                    pictures.get(exercise.name, ""),
                )
                for exercise in self.assignment.exercises
            ),
            layers=dict(self._sandbox.layers),
            missing_layers=dict(self._sandbox.missing),
            accepted_gaps=tuple(sorted(self._sandbox.accepted_gaps)),
        )
