"""The exercises of one submission, examined in company and, where that tells something, alone.

All exercises together share a worker first: that is fast, and who has everything right is done. But
what code has seen in one exercise it could tell in the messages about another. So whatever says
more than that an exercise is right counts only when it was seen in a worker of its own, which knows
the hidden cases of no other exercise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import chain

from nbformat import NotebookNode

from autograder.graders.attempt import Attempt
from autograder.graders.award import WITHOUT_CACHE
from autograder.graders.evidence import quoted
from autograder.graders.example import Example, first_wrong
from autograder.graders.exercise import Exercise
from autograder.graders.expectations import Expectations, answers
from autograder.graders.glance import Glance
from autograder.graders.outputs import listed
from autograder.grading.examiner import Examiner
from autograder.grading.oracle import oracle
from autograder.grading.picture import picture
from autograder.grading.rebuild import grade_id, is_test
from autograder.grading.remote import Oracle, RemoteCode
from autograder.grading.run import Run, Seat
from autograder.grading.verdict import CheckResult, Outcome
from autograder.host import LearnerFailure, SandboxFault, Worker
from autograder.messages import Message

# What is said of these depends on nothing but the outcome.
BRIEF_ANYWAY = {Outcome.TIMED_OUT, Outcome.NOT_ATTEMPTED, Outcome.GRADER_FAULT}

SECONDS_FOR_EXAMPLE = 2  # which are small


class Examination:
    """Examines the code of a submission that runs.

    Parameters
    ----------
    examiner, expectations : of the assignment.
    stubs : the sources of the release's cells, by id.
    run : the submission's cells.
    notebook : where they come from.
    """

    def __init__(
        self,
        examiner: Examiner,
        expectations: Expectations,
        stubs: Mapping[str | None, str],
        run: Run,
        notebook: NotebookNode,
    ) -> None:
        self._examiner = examiner
        self._expectations = expectations
        self._run = run
        written = {grade_id(cell): cell.source for cell in notebook.cells}
        elsewhere = "\n".join(
            cell.source
            for cell in notebook.cells
            if cell.cell_type == "code"
            and not is_test(cell)
            and cell.source != stubs.get(grade_id(cell))
        )
        self._exercises = expectations.assignment.exercises
        self._cache_positions = {
            exercise.name: exercise.cache_position
            for exercise in expectations.assignment.whole
            if exercise.cache_position is not None
        }
        self._unwritten = {
            exercise.name
            for exercise in self._exercises
            if written.get(exercise.name) == stubs[exercise.name]
            and not _may_be_bound(exercise.name, elsewhere)
        }
        self._attempts: dict[str, Attempt] = {}
        self._examples: dict[str, Example] = {}

    def results(self) -> list[CheckResult]:
        """Return the end of every check."""
        seat = Seat(self._run)
        with suppress(SandboxFault, LearnerFailure):  # each check meets it again
            seat()
        code = self._code(seat)
        glances: dict[str, Glance] = {}
        for exercise in self._exercises:
            glances[exercise.name] = Glance(exercise, self._expectations, code, glances)
        self._attempts |= glances
        together = self._examiner.examine(glances)
        results = [
            result
            for exercise in self._exercises
            for result in self._final(
                exercise, [r for r in together if r.exercise == exercise.name], code
            )
        ]
        return [self._charged(result) for result in results]

    def pictures(self, results: list[CheckResult]) -> dict[str, str]:
        """Return a picture of a public example for each exercise with a wrong answer, by name."""
        wrong = dict.fromkeys(r.exercise for r in results if r.outcome is Outcome.WRONG)
        return {
            name: picture(self._examples[name], self._besides(name))
            for name in wrong
            if name in self._examples
        }

    def _besides(self, name: str) -> str:
        """Say with which functions that are not right an example was computed."""
        used = chain.from_iterable(self._expectations.assignment.exercise(name).uses)
        wrong = tuple(n for n in dict.fromkeys(used) if self._attempts[n].imperfect)
        return str(Message("example.besides", {"names": listed(wrong)})) if wrong else ""

    def _charged(self, result: CheckResult) -> CheckResult:
        """Take off what caches are worth where a later exercise shows that they are wrong."""
        for attempt in self._attempts.values():
            accusation = attempt.accusation
            if accusation is None or accusation.exercise != result.exercise:
                continue
            if result.outcome is Outcome.PASSED:
                return replace(
                    result,
                    earned=min(result.earned, WITHOUT_CACHE * result.points),
                    message=f"{accusation.message} {accusation.hint}".strip(),
                    misconception=accusation.misconception,
                )
        return result

    def _final(
        self, exercise: Exercise, together: list[CheckResult], code: RemoteCode
    ) -> list[CheckResult]:
        if self._is_silent(exercise, together):
            first, *others = together
            return [self._annotated(first, exercise, code), *others]
        if self._run.affords_another:
            return self._alone(exercise)
        return [_brief(result) for result in self._examined(exercise, code)]

    def _is_silent(self, exercise: Exercise, results: list[CheckResult]) -> bool:
        """Say whether a learner reads only that an exercise is right, or not written yet.

        Or, besides, that it changes its arguments, as many right ones do.
        """
        if exercise.name in self._unwritten:
            return all(result.outcome is Outcome.NOT_ATTEMPTED for result in results)
        right = str(Message("passed.plain"))
        return all(result.message == right and result.earned == result.points for result in results)

    def _alone(self, exercise: Exercise) -> list[CheckResult]:
        self._run.close()
        seat = Seat(self._run)
        self._ask_example(exercise, seat)
        code = self._code(seat)
        first, *others = self._examined(exercise, code)
        self._run.close()
        return [self._annotated(first, exercise, code), *others]

    def _examined(self, exercise: Exercise, code: RemoteCode) -> list[CheckResult]:
        self._attempts[exercise.name] = self._attempt(exercise, code)
        return self._examiner.examine(self._attempts, exercise.name)

    def _ask_example(self, exercise: Exercise, seat: Seat) -> None:
        """Look at the answers to public examples, in a worker that has seen no hidden case.

        Learners see these numbers: code that knew hidden ones could answer with them.
        """
        code = self._code(seat).briefly(SECONDS_FOR_EXAMPLE)
        right = self._expectations.public(exercise)
        given = answers(exercise, code, [answer.case for answer in right])
        example = first_wrong(exercise, zip(given, right, strict=True))
        if example is not None:
            self._examples[exercise.name] = example

    def _code(self, seat: Seat) -> RemoteCode:
        return RemoteCode(
            self._run,
            self._answering,
            seat,
            self._cache_positions,
            time_limits={each.name: each.seconds for each in self._exercises if each.seconds},
        )

    def _attempt(self, exercise: Exercise, code: RemoteCode) -> Attempt:
        written = exercise.name not in self._unwritten
        substitute = code.substituting if written else None
        return Attempt(exercise, self._expectations, code, self._attempts, substitute)

    def _answering(self, names: tuple[str, ...], worker: Worker) -> Oracle:
        used = [self._expectations.assignment.exercise(name) for name in names]
        return oracle(self._expectations.reference, used, worker.token)

    def _note(self, exercise: Exercise, code: RemoteCode) -> str:
        """Return what to say besides of an exercise whose function changes its arguments."""
        if exercise.pure or not code.mutating[exercise.name]:
            return ""
        return str(Message("note.mutated", {"function": exercise.name}))

    def _annotated(self, result: CheckResult, exercise: Exercise, code: RemoteCode) -> CheckResult:
        """Add to a check what learner or staff should know besides."""
        message = f"{result.message} {self._note(exercise, code)}".strip()
        printed = code.printed.get(exercise.name)
        evidence = result.evidence
        if printed:
            evidence = f"{evidence}\nprinted during hidden calls:\n{quoted(printed)}".strip()
        return replace(result, message=message, evidence=evidence)


def _may_be_bound(name: str, source: str) -> bool:
    """Say whether code looks as if it defined a function of this name, in whichever way."""
    # How far each looks is bounded: a line without end would take time that grows with its square.
    ways = (
        rf"\bdef {{1,9}}{name}\b",
        rf"\b{name} {{0,9}}(?::[^=\n]{{0,200}})?=(?!=)",
        rf"\b(?:as|import)\b.{{1,200}}?\b{name}\b",
    )
    return name in source and any(re.search(way, source) is not None for way in ways)


def _brief(result: CheckResult) -> CheckResult:
    """Take out of a result all that could tell of the cases of another exercise."""
    if result.outcome in BRIEF_ANYWAY:
        return result
    part = "passed" if result.outcome is Outcome.PASSED else "failed"
    return replace(result, message=str(Message(f"brief.{part}")), misconception=None, instead_of=())
