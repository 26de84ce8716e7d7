"""Why a check does not pass: the mistake by name for the learner, the numbers for the staff."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from autograder.graders.evidence import evidence_of
from autograder.graders.exercise import Exercise
from autograder.graders.expectations import Answer, Expectations
from autograder.graders.failure import Explained, Wrong
from autograder.graders.fault import Find, found_in, is_mute
from autograder.graders.naming import Named
from autograder.graders.problem import Problem
from autograder.graders.recognition import Asked, Recognition


class Explanation:
    """Explains what is wrong with one learner's answers to one exercise.

    Parameters
    ----------
    is_doubtful : says whether what some answers were made of may be wrong.
    is_innocent : says of another exercise whether no mistake can lie there.
    """

    def __init__(
        self,
        exercise: Exercise,
        expectations: Expectations,
        is_doubtful: Callable[[Sequence[Answer]], bool],
        is_innocent: Callable[[str], bool],
    ) -> None:
        self._exercise = exercise
        self._expectations = expectations
        self._is_doubtful = is_doubtful
        self._is_innocent = is_innocent
        self._recognitions: dict[int, Recognition] = {}  # by the identity of the answers

    def of(
        self, failure: Exception, find: Find, asked: Asked, answers: Sequence[Answer]
    ) -> Exception:
        """Return what ended a check, with the name of the mistake that leads to it, if one does."""
        if is_mute(failure):
            return failure
        known = self.name(find, asked, answers)
        if known is None:
            return failure
        if isinstance(failure, Wrong):
            return Wrong(failure.message, known.id, known.hint, failure.evidence)
        return Explained(failure, known.id, known.hint)

    def name(self, find: Find, asked: Asked, answers: Sequence[Answer]) -> Named | None:
        """Name the mistake that leads to what a check finds, if it is one that can be told."""
        recognition = self._recognition(answers)
        return recognition.mistake(asked, lambda typical: found_in(typical, find) is not None)

    def evidence(self, problem: Problem, answers: Sequence[Answer]) -> str:
        """Return what staff may see of a problem."""
        right = self._expectations.right(self._exercise)
        meant = next(r for r, given in zip(right, answers, strict=True) if given is problem.given)
        return evidence_of(problem.output, problem.given, meant)

    def _recognition(self, answers: Sequence[Answer]) -> Recognition:
        """Return what has compared these answers before, if it was for another check."""
        if id(answers) not in self._recognitions:
            self._recognitions[id(answers)] = Recognition(
                self._exercise,
                self._expectations,
                answers,
                self._is_innocent,
                self._is_doubtful(answers),
            )
        return self._recognitions[id(answers)]
