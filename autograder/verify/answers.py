"""Does the reference pass its own checks, and is its backward the gradient of its forward?"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.compare.distance import norm_ratio
from autograder.compare.tolerance import answer_threshold
from autograder.content import reference_file
from autograder.graders.exercise import Exercise
from autograder.graders.expectations import Answer
from autograder.graders.leaves import at, leaves
from autograder.graders.reference import Reference
from autograder.graders.trial import failures
from autograder.verify.finding import Finding
from autograder.verify.subject import Subject


def answers(subject: Subject) -> Iterator[Finding]:
    """Let the reference answer, and hold its gradients against finite differences."""
    for exercise in subject.exercises:
        for failure in failures(exercise, subject.expectations, Reference(subject.name)):
            says = f"The reference fails a check ({failure}): mend the check or the reference."
            yield Finding(exercise.name, subject.file("checks.py"), says)
        if exercise.forward is not None:
            yield from _gradients(subject, exercise)


def _gradients(subject: Subject, exercise: Exercise) -> Iterator[Finding]:
    right = subject.expectations.right(exercise)
    pairs = [answer for answer in right if answer.case.check_gradient]
    if not pairs:
        says = "No case has `check_gradient=True`, so that its gradient is never checked."
        yield Finding(exercise.name, subject.file("cases.py"), says)
        return
    for given, slopes in zip(pairs, subject.expectations.gradients(exercise, ()), strict=True):
        name = _differing(given, slopes)
        if name:
            says = (
                f"`{name}` is not the slope of `objective` by finite differences, in the case "
                f"“{given.case.title}”: mend the reference, or `objective` in exercises.py."
            )
            yield Finding(exercise.name, reference_file(subject.name), says)
            return


def _differing(given: Answer, slopes: Answer) -> str:
    """Return the first output that is not what finite differences say; empty if all are."""
    if isinstance(given.outputs, Exception) or isinstance(slopes.outputs, Exception):
        return "its answer"
    for path, value in leaves(slopes.outputs):
        try:
            ratio = norm_ratio(at(given.outputs, path), value)
        except (KeyError, ValueError):
            return str(path[0])
        if ratio > answer_threshold(given.case.depth):
            return str(path[0])
    return ""
