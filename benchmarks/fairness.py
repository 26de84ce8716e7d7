"""What a mistake costs, and whether it is named: `python -m benchmarks.fairness [ASSIGNMENT …]`.

Every known mistake, and every one that rules make, is made in the reference by itself, and graded
in this process as if a learner had written it. Of those that cost something is told how they were
named, and what they cost in the exercise they lie in and in all others.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache

import nbformat
from rich.console import Console
from rich.progress import track
from rich.table import Table

from autograder.content import assignments
from autograder.graders.attempt import Attempt
from autograder.graders.award import FULL
from autograder.graders.check import checks_of, shares_in
from autograder.graders.code import Caches
from autograder.graders.exercise import Exercise
from autograder.graders.expectations import Expectations
from autograder.graders.failure import Explained, Wrong
from autograder.graders.naming import SEVERAL
from autograder.graders.reference import Reference
from autograder.graders.registry import assignment_named, grader_module
from autograder.grading.fit import points_in
from autograder.mistakes.catalogue import mistakes_in, mistakes_of
from autograder.mistakes.made import called_by
from autograder.mistakes.mistake import Mistake
from benchmarks.classes import PROJECT
from benchmarks.stand_ins import Function, Functions, stand_ins

RELEASE = PROJECT / "source_release" / "release"
SECRET = b"a secret for measurements"
KNOWN, MADE = "known", "by rule"


@dataclass
class Row:
    """What became of the mistakes of one exercise.

    `unseen` are those that pass every check: most give the reference's answers. Of those made by
    rule, `as_known` count the ones that have the name of a known mistake with the same answers, and
    `only_the_place` those that several rules could have made. Points are summed over the seen ones.
    """

    exercise: str
    made: str
    mistakes: int = 0
    unseen: int = 0
    rightly: int = 0
    as_known: int = 0
    only_the_place: int = 0
    wrongly: int = 0
    unnamed: int = 0
    lost_here: float = 0.0
    lost_elsewhere: float = 0.0


class Marking:
    """Grades mistakes of one assignment."""

    def __init__(self, assignment: str) -> None:
        self.assignment = assignment_named(assignment)
        self.expectations = Expectations(self.assignment, SECRET, costly=False)
        self._module = grader_module(assignment)
        release = nbformat.read(RELEASE / assignment / f"{assignment}.ipynb", as_version=4)
        self._points = points_in(release, self.assignment)

    def rows(self, exercise: Exercise) -> Iterator[Row]:
        """Grade all mistakes of an exercise, known ones first."""
        known = mistakes_of(self.assignment.name, exercise.name)
        made = tuple(m for m in self.expectations.made(exercise) if m.function == exercise.name)
        for kind, mistakes in ((KNOWN, known), (MADE, made)):
            row = Row(exercise.name, kind)
            for mistake in mistakes:
                self._add(mistake, row)
            yield row

    def _add(self, mistake: Mistake, row: Row) -> None:
        lost, named = self._graded(mistake)
        row.mistakes += 1
        here = {mistake.shows_in, mistake.function} & lost.keys()
        if not any(lost[name] for name in here):
            row.unseen += 1
            return
        verdict = _judged(mistake, named, {known.id for known in mistakes_in(self.assignment.name)})
        setattr(row, verdict, getattr(row, verdict) + 1)
        row.lost_here += sum(lost[name] for name in here)
        row.lost_elsewhere += sum(lost.values()) - sum(lost[name] for name in here)

    def _graded(self, mistake: Mistake) -> tuple[dict[str, float], set[str]]:
        """Return the points lost at each exercise, and the names given where the mistake shows."""
        attempts = self._attempts(mistake)
        lost = dict.fromkeys(attempts, 0.0)
        named: set[str] = set()
        shares = shares_in(self._module)
        for check, mark in checks_of(self._module):
            name = mark["exercise"]
            if name not in attempts:
                continue
            attempt = attempts[name]
            attempt.award = FULL
            credit = 0.0
            try:
                check(attempt)
                credit = attempt.award.credit
            except (Wrong, Explained) as failure:
                if name == mistake.shows_in:
                    named.add(failure.misconception or "")
            except Exception:
                named |= {""} if name == mistake.shows_in else set()
            lost[name] += self._points[name] * mark["share"] / shares[name] * (1 - credit)
        return lost, named

    def _attempts(self, mistake: Mistake) -> Mapping[str, Attempt]:
        name = self.assignment.name

        def learner(answering: Functions = {}) -> Reference:
            mistakes = () if mistake.function in answering else (mistake,)
            return Reference(name, answering, mistakes)

        @cache
        def substitute(names: tuple[str, ...], caches: Caches) -> Reference:
            @cache
            def own(each: str) -> Function:
                others = {other: answering[other] for other in names if other != each}
                return learner(others).function(each)

            answering = stand_ins(name, names, caches, own)
            return learner(answering)

        code = learner()
        attempts: dict[str, Attempt] = {}
        for exercise in self._concerned(mistake):
            attempts[exercise.name] = Attempt(
                exercise, self.expectations, code, attempts, substitute
            )
        return attempts

    def _concerned(self, mistake: Mistake) -> list[Exercise]:
        """Return the exercises that a mistake may show in, in their order."""
        concerned = {mistake.shows_in, mistake.function}
        for exercise in self.assignment.exercises:
            called = called_by(self.assignment.name, exercise.name)
            used = {name for group in exercise.uses for name in group}
            used |= (
                {exercise.forward.name, *exercise.forward.besides} if exercise.forward else set()
            )
            if concerned & {*called, *used}:
                concerned.add(exercise.name)
        return [each for each in self.assignment.exercises if each.name in concerned]


def _judged(mistake: Mistake, named: set[str], known: set[str]) -> str:
    """Say how right names are: the mistake's own, or its rule's, or another one's."""
    own = f"{mistake.shows_in}.{mistake.rule}" if mistake.rule else mistake.id
    if own in named:
        return "rightly"
    if mistake.rule and named & known:
        return "as_known"
    if f"{mistake.shows_in}.{SEVERAL}" in named:
        return "only_the_place"
    return "wrongly" if named - {""} else "unnamed"


TEXTS = ("Exercise", "Mistakes")
HEADINGS = {
    "Exercise": "exercise",
    "Mistakes": "made",
    "Made": "mistakes",
    "Cost nothing": "unseen",
    "Named rightly": "rightly",
    "As a known one": "as_known",
    "Only the place": "only_the_place",
    "Otherwise": "wrongly",
    "Unnamed": "unnamed",
    "Lost there": "lost_here",
    "Elsewhere": "lost_elsewhere",
}


def as_table(assignment: str, rows: list[Row]) -> Table:
    """Return the rows for a terminal."""
    table = Table(title=assignment)
    for heading in HEADINGS:
        table.add_column(
            heading, justify="left" if heading in ("Exercise", "Mistakes") else "right"
        )
    for row in rows:
        table.add_row(*_cells(row))
    return table


def as_markdown(assignment: str, rows: list[Row]) -> str:
    """Return the rows for a document."""
    lines = [f"### `{assignment}`", "", _line(HEADINGS), _line(["---"] * len(HEADINGS))]
    lines += [_line([f"`{row.exercise}`", *_cells(row)[1:]]) for row in rows]
    return "\n".join(lines) + "\n"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(row: Row) -> list[str]:
    values = asdict(row)
    return [
        f"{value:.4g}" if isinstance(value := values[key], float) else str(value)
        for key in HEADINGS.values()
    ]


def main() -> None:
    """Measure, and print tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("assignments", nargs="*", default=assignments())
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print all numbers as JSON")
    how.add_argument("--markdown", action="store_true", help="print tables for a document")
    options = parser.parse_args()
    measured: dict[str, list[Row]] = {}
    for name in options.assignments:
        measured[name] = _measured(name)
        if options.markdown:
            print(as_markdown(name, measured[name]), flush=True)
        elif not options.json:
            Console().print(as_table(name, measured[name]))
    if options.json:
        print(json.dumps({n: [asdict(row) for row in rows] for n, rows in measured.items()}))


def _measured(assignment: str) -> list[Row]:
    marking = Marking(assignment)
    exercises = track(marking.assignment.exercises, f"{assignment} …", console=Console(stderr=True))
    return [row for exercise in exercises for row in marking.rows(exercise)]


if __name__ == "__main__":
    main()
