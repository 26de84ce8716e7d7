"""All that an author should know before an assignment is released."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from autograder.content import ContentError, hidden, reference_file, text
from autograder.verify.answers import answers
from autograder.verify.building import building
from autograder.verify.finding import Finding
from autograder.verify.known import known
from autograder.verify.notebooks import marks, running
from autograder.verify.parts import parts
from autograder.verify.subject import Subject
from autograder.verify.tolerances import tolerances

Aspect = Callable[[Subject], Iterable[Finding]]

OF_AN_EXERCISE: tuple[Aspect, ...] = (parts, answers, known)
OF_AN_ASSIGNMENT: tuple[Aspect, ...] = (*OF_AN_EXERCISE, building, marks, running, tolerances)


def aspects(exercise: str) -> tuple[Aspect, ...]:
    """Return what is looked at: of one exercise what takes a moment, so as not to stop a writer."""
    return OF_AN_EXERCISE if exercise else OF_AN_ASSIGNMENT


def verify(name: str, exercise: str = "") -> Iterator[list[Finding]]:
    """Look at an assignment, or at one exercise of it, from one side after another.

    Yields
    ------
    What was found, for each of the `aspects`. The rest is left out after a build that fails, and
    after an exception in the author's files, or one that what was found before may have caused.

    Raises
    ------
    ContentError : when there is no such assignment or exercise.
    """
    text(name)
    with TemporaryDirectory(prefix="verify-") as course:
        subject = Subject(name, exercise, Path(course))
        wrong = False
        for aspect in aspects(exercise):
            try:
                found = list(aspect(subject))
            except Exception as error:
                cause = error.__cause__ if isinstance(error, ContentError) else error
                finding = _of_an_error(cause, subject) if isinstance(cause, Exception) else None
                if not (finding or wrong):
                    raise
                yield [finding] if finding else []
                return
            yield found
            wrong = wrong or bool(found)
            if found and aspect is building:
                return


def _of_an_error(error: Exception, subject: Subject) -> Finding | None:
    """Say where in the author's files an exception came from, if in any."""
    if isinstance(error, SyntaxError) and error.filename:
        place = Path(error.filename), error.lineno
        return Finding(subject.exercise, place[0], f"Line {place[1]} is no Python: {error.msg}.")
    folders = text(subject.name).parent, hidden(subject.name), reference_file(subject.name)
    frames = reversed(traceback.extract_tb(error.__traceback__))
    for frame in frames:
        file = Path(frame.filename)
        if any(file.is_relative_to(folder) for folder in folders):
            says = f"Line {frame.lineno} raises {type(error).__name__}: {error}. Mend it."
            return Finding(subject.exercise, file, says)
    return None
