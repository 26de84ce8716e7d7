"""Grading one submission after another: run its cells, then its exercises, then judge."""

from __future__ import annotations

import time
from contextlib import ExitStack, suppress
from dataclasses import replace

from nbformat import NotebookNode

from autograder.graders.attempt import Attempt
from autograder.graders.expectations import Expectations
from autograder.graders.registry import assignment_named
from autograder.grading.audit import Auditor
from autograder.grading.bytecode import with_bytecode
from autograder.grading.course import Course
from autograder.grading.examiner import Examiner
from autograder.grading.oracle import oracle
from autograder.grading.rebuild import grade_id
from autograder.grading.remote import GivenUp, NoCode, NothingRead, Oracle, RemoteCode
from autograder.grading.run import Run
from autograder.grading.verdict import CheckResult, ExerciseResult, Verdict
from autograder.host import Sandbox, SandboxFault, Worker
from autograder.messages import Message


class Grader:
    """Grades rebuilt notebooks of one assignment; keeps sandbox, pytest and hidden cases warm.

    The sandbox is the grader's from now on, and is closed with it.
    """

    def __init__(self, course: Course, assignment: str, sandbox: Sandbox) -> None:
        with ExitStack() as stack:
            self._sandbox = stack.enter_context(sandbox)
            self.assignment = assignment_named(assignment)
            self.release = course.release(assignment)
            files = course.support_files(assignment)
            self._files = with_bytecode(files)
            self._expectations = Expectations(self.assignment, course.secret)
            self._auditor = Auditor(course, self.release, files, self._expectations, sandbox.limits)
            self._stubs = {grade_id(cell): cell.source for cell in self.release.cells}
            self._examiner = Examiner(assignment)
            stack.callback(self._examiner.close)
            sandbox.require_layers()
            self._stack = stack.pop_all()

    def __enter__(self) -> Grader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End sandbox and pytest."""
        self._stack.close()

    def grade(self, notebook: NotebookNode, submitted: str = "") -> Verdict:
        """Run a rebuilt notebook, write its outputs into it, and judge every exercise.

        `submitted` is the digest of the file that it was rebuilt from.
        """
        started = time.monotonic()
        seed = self._auditor.seed(notebook)
        with Run(self._sandbox, notebook, self._files, seed) as run:
            with suppress(SandboxFault):  # each check meets it again, as a fault of ours
                run.worker()
            code = RemoteCode(run, self._oracle)
            sources = {grade_id(cell): cell.source for cell in notebook.cells}
            attempts: dict[str, Attempt] = {}
            for exercise in self.assignment.exercises:
                written = sources.get(exercise.name) != self._stubs[exercise.name]
                attempts[exercise.name] = Attempt(
                    exercise,
                    self._expectations,
                    code,
                    attempts,
                    code.substituting if written else None,
                )
            results = self._examiner.examine(attempts)
        verdict = self._verdict(self._with_notes(results, code))
        return self._auditor.audited(verdict, notebook, submitted, time.monotonic() - started)

    def unreadable(self, reason: str, submitted: str = "") -> Verdict:
        """Return the verdict on a submission of which nothing could be read."""
        return self._without_code(NoCode(NothingRead(reason)), self.release, submitted)

    def give_up(self, notebook: NotebookNode, reason: str, submitted: str = "") -> Verdict:
        """Return full marks for a rebuilt notebook that the grader fails on; nothing is run."""
        return self._without_code(NoCode(GivenUp(reason)), notebook, submitted)

    def _without_code(self, code: NoCode, notebook: NotebookNode, submitted: str) -> Verdict:
        started = time.monotonic()
        attempts = {
            exercise.name: Attempt(exercise, self._expectations, code)
            for exercise in self.assignment.exercises
        }
        verdict = self._verdict(self._examiner.examine(attempts))
        return self._auditor.audited(verdict, notebook, submitted, time.monotonic() - started)

    def _oracle(self, names: tuple[str, ...], worker: Worker) -> Oracle:
        used = [self.assignment.exercise(name) for name in names]
        return oracle(self._expectations.reference, used, worker)

    def _with_notes(self, results: list[CheckResult], code: RemoteCode) -> list[CheckResult]:
        """Add to the first check of each exercise what learner or staff should know besides."""
        seen: set[str] = set()
        annotated = []
        for result in results:
            first = result.exercise not in seen
            seen.add(result.exercise)
            annotated.append(self._with_note(result, code) if first else result)
        return annotated

    def _with_note(self, result: CheckResult, code: RemoteCode) -> CheckResult:
        if code.mutating[result.exercise] and not self.assignment.exercise(result.exercise).pure:
            note = Message("note.mutated", {"function": result.exercise})
            result = replace(result, message=f"{result.message} {note}")
        printed = code.printed.get(result.exercise)
        if printed:
            evidence = f"{result.evidence}\nprinted during hidden calls:\n{printed}".strip()
            result = replace(result, evidence=evidence)
        return result

    def _verdict(self, results: list[CheckResult]) -> Verdict:
        return Verdict(
            assignment=self.assignment.name,
            exercises=tuple(
                ExerciseResult(
                    exercise.name, tuple(r for r in results if r.exercise == exercise.name)
                )
                for exercise in self.assignment.exercises
            ),
            layers=dict(self._sandbox.layers),
            missing_layers=dict(self._sandbox.missing),
            accepted_gaps=tuple(sorted(self._sandbox.accepted_gaps)),
        )
