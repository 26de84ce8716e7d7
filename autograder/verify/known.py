"""Is each known mistake rejected, and recognised as itself?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from autograder.graders.exercise import Case, Exercise
from autograder.graders.failure import Explained, Wrong
from autograder.graders.reference import Reference
from autograder.graders.trial import failures
from autograder.mistakes.edit import Edit
from autograder.mistakes.mistake import Mistake, MistakeError
from autograder.mistakes.source import edited_source, own_source
from autograder.verify.finding import Finding
from autograder.verify.subject import Subject


def known(subject: Subject) -> Iterator[Finding]:
    """Make each known mistake in the reference, and see what the checks say of it."""
    found = (_of(subject, e) for e in subject.exercises if e.name not in subject.failing)
    yield from dict.fromkeys(chain.from_iterable(found))


def _of(subject: Subject, exercise: Exercise) -> Iterator[Finding]:
    mistakes = subject.mistakes(exercise)
    unusable = [error for mistake in mistakes if (error := _unusable(mistake))]
    if unusable:  # whatever is recognised is held against them, too
        yield from map(Finding.of_mistake, unusable)
        return
    seen: dict[tuple[str, str], Mistake] = {}
    for mistake in mistakes:
        try:
            complaint = _complaint(subject, exercise, mistake, seen)
        except MistakeError as error:  # in an exercise that this one builds on
            yield Finding.of_mistake(error)
            return
        if complaint:
            yield Finding(exercise.name, mistake.file, f"`{mistake.name}`: {complaint}")


def _unusable(mistake: Mistake) -> MistakeError | None:
    try:
        Reference(mistake.assignment, mistakes=(mistake,))
    except MistakeError as error:
        return error
    return None


def _complaint(
    subject: Subject,
    exercise: Exercise,
    mistake: Mistake,
    seen: dict[tuple[str, str], Mistake],
) -> str:
    """Say what is wrong with a mistake, empty if nothing is.

    Raises
    ------
    MistakeError : when another one, which it would be compared with, cannot be made.
    """
    source = edited_source((mistake,)) if mistake.edits else own_source(mistake)
    twin = seen.setdefault((mistake.function, source), mistake)
    if twin is not mistake:
        return f"it changes the same as `{twin.name}`: remove one."
    if _gives_away(mistake):
        return "its hint contains the right code: name the idea that is missing, not the answer."
    named: set[str | None] = set()
    for is_costly in (_is_slow_or_measured, _is_slow):
        named |= _named(subject, exercise, mistake, is_costly)
        if mistake.id in named:
            return ""
    if not named:
        return "every check passes it: add a case that shows it, or remove it."
    others = ", ".join(sorted(filter(None, named))) or "nothing"
    return f"it is taken for {others}: add a case that tells them apart, or remove one."


def _is_slow(case: Case) -> bool:
    """Say whether nothing is recognised by a case, so that nobody has to wait for it here."""
    return case.slow


def _is_slow_or_measured(case: Case) -> bool:
    """Say so, too, where memory is measured, which takes long, and tells few mistakes."""
    return case.slow or bool(case.megabytes)


def _named(
    subject: Subject, exercise: Exercise, mistake: Mistake, is_costly: Callable[[Case], bool]
) -> set[str | None]:
    """Return what the checks name, up to the mistake itself; costly cases count as answered."""
    code = Reference(subject.name, mistakes=(mistake,))
    right = subject.expectations.right(exercise)
    typical = subject.expectations.typical(exercise, mistake)
    answers = [r if is_costly(r.case) else typical[index] for index, r in enumerate(right)]
    named = set()
    for failure in failures(exercise, subject.expectations, code, answers):
        if isinstance(failure, MistakeError):
            raise failure
        named.add(name_in(failure))
        if mistake.id in named:
            break
    return named


def name_in(failure: Exception) -> str | None:
    """Return the mistake that a failed check was explained by, if it was by one."""
    return failure.misconception if isinstance(failure, Wrong | Explained) else None


def _gives_away(mistake: Mistake) -> bool:
    """Say whether a hint holds what an edit has taken away; a single name is no answer."""
    hint = "".join(mistake.hint.split())
    replaced = ("".join(e.replace.split()) for e in mistake.edits if isinstance(e, Edit))
    return any(text in hint for text in replaced if not text.isidentifier())
