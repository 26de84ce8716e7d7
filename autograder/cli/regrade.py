"""Showing what a regrade would change, and recording it when that is wanted."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from contextlib import suppress

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.batch.class_run import ClassRun
from autograder.batch.interrupt import Interrupted
from autograder.batch.regrade import Regrade
from autograder.budget import Budget
from autograder.cli.errors import errors
from autograder.cli.progress import shown
from autograder.cli.tables import points_sentence
from autograder.grading.course import Course
from autograder.replay.comparison import Comparison
from autograder.replay.regraded import Regraded
from autograder.replay.row import Row

MOST_CHECKS = 3  # of an exercise; --json has all


def regrade_class(
    course: Course,
    assignment: str,
    named: list[str],
    jobs: int,
    accepted_gaps: frozenset[str],
    *,
    dask: str | None,
    budget: Budget,
    write: bool,
    console: Console | None,
) -> bool:
    """Grade a class again, show what changes, and record it; say whether the grader did not fail.

    Parameters
    ----------
    named : only these learners; all who have marks if there is none.
    dask : address of the scheduler of a Dask cluster that grades instead of this machine.
    budget : what each submission may use.
    write : whether to record without a question.
    console : where tables go; without one, JSON is printed.
    """
    run = ClassRun(course, assignment, named, dask=dask, budget=budget)
    comparison = Comparison(course, assignment)
    students = comparison.graded(run.wanted, bool(named))
    with Regrade(run, jobs, accepted_gaps) as regrade:
        compare(comparison, regrade, students)
        if console is None:
            typer.echo(json.dumps(comparison.as_json()))
        else:
            show_comparison(comparison, console)
        if write or (console is not None and _wanted(comparison)):
            _record(comparison, regrade)
        else:
            errors.print(_unwritten(comparison))
    for student, reason in comparison.trouble.items():
        errors.print(f"Please look at {student}: {reason}.", markup=False)
    return not comparison.trouble


def show_comparison(comparison: Comparison, console: Console) -> None:
    """Print who gets more or less, how many that are, and why."""
    changed, totals = comparison.changed, comparison.totals
    if changed:
        console.print(_table(comparison.assignment, changed))
    if comparison.points:
        errors.print(points_sentence(comparison.points), markup=False)
    console.print(f"{totals.up} go up, {totals.down} go down, {totals.stay} keep their points.")
    reasons: dict[str, list[str]] = defaultdict(list)
    for learner in changed:
        for change in learner.changes:
            reasons[change.text].append(learner.student)
    if reasons:
        console.print("Why:")
    for text, students in reasons.items():
        who = students[0] if len(students) == 1 else f"{len(students)} learners"
        console.print(f"– {text} ({who})", markup=False, highlight=False, soft_wrap=True)


def compare(comparison: Comparison, regrade: Regrade, students: list[str]) -> None:
    """Grade learners again, and take what comes out; Ctrl-C ends the command."""
    what = f"Grading {comparison.assignment} again"
    try:
        for result in shown(regrade.grade(students), what, len(students)):
            comparison.add(result)
    except Interrupted as interrupted:
        errors.print("Stopped: nothing was written.")
        raise typer.Exit(128 + interrupted.number) from None


def _wanted(comparison: Comparison) -> bool:
    if not comparison.changed or not sys.stdin.isatty():
        return False
    with suppress(typer.Abort):  # Ctrl-C says no, too
        return typer.confirm(f"Write these changes ({len(comparison.changed)})?", err=True)
    return False


def _unwritten(comparison: Comparison) -> str:
    if not comparison.changed:
        return "No mark changes, and nothing was written. With --write, all count as given anew."
    if not sys.stdin.isatty():
        return "Nothing was written: the same command with --write records it."
    return "Nothing was written."


def _record(comparison: Comparison, regrade: Regrade) -> None:
    students = comparison.recordable
    what = f"Recording {comparison.assignment}"
    for result in shown(regrade.record(students), what, len(students)):
        if result.row.trouble is not None:
            comparison.trouble[result.row.student] = result.row.trouble


def _table(assignment: str, changed: list[Regraded]) -> Table:
    table = Table(title=Text(f"{assignment}: what would change"))
    table.add_column("Learner", overflow="fold", max_width=36)
    table.add_column("Exercise", overflow="fold")
    table.add_column("Points", no_wrap=True)
    table.add_column("Checks", overflow="fold")
    table.add_column("Why", overflow="fold")
    for each in changed:
        shown = [(Text(row.name), _points(row), _checks(row)) for row in each.changed]
        if each.difference_of_penalties:
            points = _change(0 - each.penalty, 0 - each.new_penalty, each.difference_of_penalties)
            shown.append((Text("taken off for lateness"), points, Text()))
        learner = each.student
        why = "\n".join(dict.fromkeys(change.what for change in each.changes))
        for name, points, checks in shown:
            table.add_row(Text(learner), name, points, checks, why)
            learner = why = ""
        table.add_section()
    return table


def _points(row: Row) -> Text:
    return _change(row.gradebook, row.regraded, row.difference)


def _change(before: float | None, after: float | None, difference: float) -> Text:
    then, now = ("–" if points is None else f"{points:g}" for points in (before, after))
    if not difference:
        return Text(f"{then} → {now}")
    return Text(f"{then} → {now} ({difference:+g})", style="red" if difference < 0 else "green")


def _checks(row: Row) -> Text:
    more = len(row.checks) - MOST_CHECKS
    return Text("\n".join([*row.checks[:MOST_CHECKS], *([f"{more} more"] if more > 0 else [])]))
