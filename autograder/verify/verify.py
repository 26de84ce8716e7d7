"""All that an author should know before an assignment is released."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from autograder.content import ContentError, hidden, reference_file, text
from autograder.mistakes.mistake import MistakeError
from autograder.verify.answers import answers
from autograder.verify.building import building
from autograder.verify.finding import Finding, raises
from autograder.verify.known import known
from autograder.verify.notebooks import marks, running
from autograder.verify.parts import parts
from autograder.verify.subject import Subject
from autograder.verify.tolerances import tolerances

Aspect = Callable[[Subject], Iterable[Finding]]

OF_AN_EXERCISE: tuple[Aspect, ...] = (parts, answers, known)
OF_THE_REFERENCE: tuple[Aspect, ...] = (marks, running, tolerances)
OF_AN_ASSIGNMENT: tuple[Aspect, ...] = (*OF_AN_EXERCISE, building, *OF_THE_REFERENCE)


def aspects(exercise: str) -> tuple[Aspect, ...]:
    """Return what is looked at: of one exercise what takes a moment, so as not to stop a writer."""
    return OF_AN_EXERCISE if exercise else OF_AN_ASSIGNMENT


def verify(name: str, exercise: str = "") -> Iterator[list[Finding] | None]:
    """Look at an assignment, or at one exercise of it, from one side after another.

    Yields
    ------
    What was found, for each of the `aspects`. The rest is left out, and None comes at last, after
    a build that fails, and after an exception in the author's files, or one that what was found
    before may have caused; so is what needs a reference that passes its checks where it does not.

    Raises
    ------
    ContentError : when there is no such assignment or exercise.
    """
    text(name)
    with TemporaryDirectory(prefix="verify-") as course:
        subject = Subject(name, exercise, Path(course))
        seen: set[tuple[Path, str]] = set()
        for aspect in aspects(exercise):
            if aspect in OF_THE_REFERENCE and subject.failing:
                yield None
                return
            try:
                found = list(aspect(subject))
            except Exception as error:
                finding = _of_an_error(error, subject)
                if not (finding or seen):
                    raise
                yield [finding] if finding and (finding.file, finding.says) not in seen else []
                yield None
                return
            yield found
            seen.update((finding.file, finding.says) for finding in found)
            if found and aspect is building:
                yield None
                return


def _of_an_error(error: BaseException | None, subject: Subject) -> Finding | None:
    """Say where in the author's files an exception came from, if in any."""
    if isinstance(error, MistakeError):
        return Finding.of_mistake(error)
    if isinstance(error, ContentError):
        error = error.__cause__
    if not isinstance(error, Exception):
        return None
    if isinstance(error, SyntaxError) and error.filename:
        place = Path(error.filename), error.lineno
        return Finding(subject.exercise, place[0], f"Line {place[1]} is no Python: {error.msg}.")
    folders = text(subject.name).parent, hidden(subject.name), reference_file(subject.name)
    frames = reversed(traceback.extract_tb(error.__traceback__))
    for frame in frames:
        file = Path(frame.filename)
        if any(file.is_relative_to(folder) for folder in folders):
            return Finding(subject.exercise, file, raises(frame.lineno, error))
    return None
