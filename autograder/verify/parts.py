"""Has each exercise all its parts, and does what they name exist?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from autograder.content import text
from autograder.graders.check import checks_of
from autograder.graders.exercise import Exercise
from autograder.graders.registry import grader_module
from autograder.mistakes.untyped import untyped
from autograder.verify.finding import Finding
from autograder.verify.subject import Subject

LAWS = "laws.py"


def parts(subject: Subject) -> Iterator[Finding]:
    """Look for cases, checks, public examples and laws, and for names that nothing has."""
    for exercise in subject.exercises:
        yield from _missing(subject, exercise)
        yield from _strangers(subject, exercise)
    if not subject.exercise:
        yield from _of_no_exercise(subject)


def _missing(subject: Subject, exercise: Exercise) -> Iterator[Finding]:
    cases, checks = subject.file("cases.py"), subject.file("checks.py")
    if not subject.expectations.cases(exercise):
        yield Finding(exercise.name, cases, "It has no hidden cases: let `draw_cases` draw some.")
    if not subject.assignment.public_cases(exercise):
        yield Finding(
            exercise.name, cases, "It has no public example: let `public_cases` return one."
        )
    marks = checks_of(grader_module(subject.name))
    own = [(check, mark["share"]) for check, mark in marks if mark["exercise"] == exercise.name]
    if not own:
        says = f'Nothing checks it: write a function under `@check("{exercise.name}")`.'
        yield Finding(exercise.name, checks, says)
    for function, share in own:
        if share <= 0:
            says = f"`{function.__name__}` has a share of {share:g}: it must be more than 0."
            yield Finding(exercise.name, checks, says)
        if not function.__doc__:
            says = f"`{function.__name__}` has no docstring: it is the sentence that learners read."
            yield Finding(exercise.name, checks, says)
    laws = text(subject.name).with_name(LAWS)
    if exercise.by_law and not (laws.is_file() and exercise.name in untyped(laws)):
        says = f"It is checked by law, and there is no function `{exercise.name}`: write it there."
        yield Finding(exercise.name, laws, says)
    if not subject.mistakes(exercise):
        file = subject.file(f"mistakes/{exercise.name}.toml")
        says = "No mistake is known: write down one that learners make, with a hint."
        yield Finding(exercise.name, file, says)


def _strangers(subject: Subject, exercise: Exercise) -> Iterator[Finding]:
    """Look at what an exercise builds on: exercises before it, or functions of the reference."""
    names = [each.name for each in subject.assignment.exercises]
    before = set(names[: names.index(exercise.name)])
    forward = exercise.forward
    named = set(chain.from_iterable(exercise.uses))
    named |= {forward.name, *forward.besides} - {exercise.name} if forward else set()
    named |= {case.counted for case in subject.expectations.cases(exercise) if case.counted}
    for name in sorted(named - before):
        says = f"It builds on `{name}`, which is no exercise before it: mend the name or the order."
        yield Finding(exercise.name, subject.file("exercises.py"), says)


def _of_no_exercise(subject: Subject) -> Iterator[Finding]:
    names = {each.name for each in subject.assignment.exercises}
    for function, mark in checks_of(grader_module(subject.name)):
        if mark["exercise"] not in names:
            says = f"`{function.__name__}` checks `{mark['exercise']}`, which is no exercise."
            yield Finding("", subject.file("checks.py"), f"{says} Mend the name.")
    files = sorted(subject.file("mistakes").glob("*.*"))
    for file in files:
        if file.stem not in names:
            yield Finding("", file, "There is no exercise of this name: rename or remove the file.")
