"""Does the reference pass its own checks, and is its backward the gradient of its forward?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from traceback import extract_tb

from autograder.compare.distance import norm_ratio
from autograder.compare.tolerance import answer_threshold
from autograder.content import reference_file
from autograder.graders.exercise import Exercise
from autograder.graders.expectations import Answer
from autograder.graders.failure import Earlier, Explained, Wrong
from autograder.graders.leaves import at, leaves
from autograder.mistakes.mistake import MistakeError
from autograder.verify.finding import Finding, raises
from autograder.verify.subject import Subject


def answers(subject: Subject) -> Iterator[Finding]:
    """Let the reference answer, and hold its gradients against finite differences."""
    for exercise in subject.exercises:
        if exercise.name in subject.failing:
            some = subject.failing[exercise.name]
            yield from dict.fromkeys(_failure(subject, exercise, failure) for failure in some)
        elif exercise.forward is not None:
            yield from _gradients(subject, exercise)


def _failure(subject: Subject, exercise: Exercise, failure: Exception) -> Finding:
    """Say why the reference fails a check: it raises something, or does not do what it should."""
    while isinstance(failure, Earlier | Explained):
        failure = failure.failure
    if isinstance(failure, MistakeError):
        return Finding.of_mistake(failure)
    file = reference_file(subject.name)
    lines = [f.lineno for f in extract_tb(failure.__traceback__) if Path(f.filename) == file]
    if lines and not isinstance(failure, Wrong):
        return Finding(exercise.name, file, raises(lines[-1], failure))
    says = f"The reference fails a check ({failure}): mend the check or the reference."
    return Finding(exercise.name, subject.file("checks.py"), says)


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
