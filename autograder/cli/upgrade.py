"""Showing what an upgrade would change."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import typer
from rich.console import Console

from autograder import content
from autograder.batch.class_run import ClassRun
from autograder.batch.entries import entries
from autograder.batch.regrade import Regrade
from autograder.budget import Budget
from autograder.cli.regrade import compare, show_comparison
from autograder.deployment.upgrade import Outlook, outlook, tables
from autograder.grading.course import Course, CourseError
from autograder.replay.comparison import Comparison

MOST_NAMED = 5  # cells or files; --json has all


def show_upgrade(
    course: Course,
    jobs: int,
    accepted_gaps: frozenset[str],
    budget: Budget,
    console: Console | None,
) -> tuple[bool, bool]:
    """Say what would change; return whether anything would, and whether the grader did not fail.

    Parameters
    ----------
    console : where it is shown; without one, JSON is printed.
    """
    then, now = tables(course.root)
    said: dict[str, Any] = {"tables": {"recorded": then, "wanted": now}, "assignments": {}}
    if console is not None and then != now:
        console.print(
            f"gradebook: its tables are of version {then}, and this nbgrader wants {now}. Make a "
            "backup, then `nbgrader db upgrade`.",
            soft_wrap=True,
        )
    changes, right = then != now, True
    for assignment in content.assignments():
        if not course.released(assignment).is_dir():
            continue  # it is only planned
        released = outlook(course.root, assignment)
        marks = _marks(course, assignment, jobs, accepted_gaps, budget)
        compared = marks if isinstance(marks, Comparison) else None
        changes |= bool(released or isinstance(marks, CourseError))
        if compared is not None:
            changes |= bool(compared.changed)
            right &= not compared.trouble
        said["assignments"][assignment] = {
            "release": asdict(released),
            "marks": compared.as_json() if compared else marks and str(marks),
        }
        if console is not None:
            _show_release(assignment, released, console)
            _show_marks(assignment, marks, console)
    if console is None:
        typer.echo(json.dumps(said))
    elif not changes:
        console.print("Nothing would change.")
    return changes, right


def _marks(
    course: Course, assignment: str, jobs: int, accepted_gaps: frozenset[str], budget: Budget
) -> Comparison | CourseError | None:
    """Compare recorded marks with those of now, if there are any; or return what is in the way."""
    try:
        if not entries(course.root, assignment):
            return None
        run = ClassRun(course, assignment, [], budget=budget)
        comparison = Comparison(course, assignment)
        students = comparison.graded(run.wanted, False)
        with Regrade(run, jobs, accepted_gaps) as regrade:
            compare(comparison, regrade, students)
    except CourseError as error:
        return error
    return comparison


def _show_release(assignment: str, released: Outlook, console: Console) -> None:
    lines = {
        "other cells in the released notebook": released.cells,
        "other files beside it": released.files,
        "changed by us since you adopted it": released.adopted,
    }
    for what, names in lines.items():
        if names:
            more = "" if len(names) <= MOST_NAMED else f" and {len(names) - MOST_NAMED} more"
            console.print(
                f"{assignment}: {what}: {', '.join(names[:MOST_NAMED])}{more}.",
                markup=False,
                highlight=False,
                soft_wrap=True,
            )


def _show_marks(assignment: str, marks: Comparison | CourseError | None, console: Console) -> None:
    if isinstance(marks, Comparison):
        console.print(f"{assignment}: marks of those who have some:")
        show_comparison(marks, console)
    elif marks is not None:
        console.print(f"{assignment}: {marks}", markup=False, highlight=False, soft_wrap=True)
