"""Showing what was collected, and what could not be."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder import content
from autograder.cli.progress import shown
from autograder.collect.choosing import LeftOut
from autograder.collect.collect import Collection, Taken
from autograder.collect.roster import read_roster
from autograder.collect.times import times as times_from
from autograder.grading.course import Course


def show_collection(
    course: Path,
    assignment: str,
    sources: Sequence[Path],
    roster: Path | None,
    times: str,
    update: bool,
    console: Console | None,
) -> bool:
    """Collect, with a bar on standard error; say whether nothing was left out.

    Parameters
    ----------
    console : where the table goes; without one, JSON is printed.
    """
    file = roster or content.roster()
    people = None if file is None else read_roster(file)
    due = content.settings(assignment).due
    when = times_from(times, None if due is None else due.tzinfo)
    with Collection(Course(course), assignment, people, update, when) as collection:
        count = collection.look(sources)
        results = shown(collection.take(), f"Collecting {assignment}", count)
        taken = [each for each in results if each is not None]
    if console is None:
        listed = {
            "assignment": assignment,
            "collected": [each.as_json() for each in taken],
            "left_out": [vars(each) for each in collection.left_out],
        }
        typer.echo(json.dumps(listed))
    else:
        _show(assignment, taken, collection.left_out, console)
    return not collection.left_out


def _show(assignment: str, taken: list[Taken], left_out: list[LeftOut], console: Console) -> None:
    if taken:
        console.print(_table(assignment, taken))
    console.print(f"{len(taken)} of {assignment} in their places, {len(left_out)} left out.")
    for each in left_out:
        line = f"– {each.file}: {each.why}."
        console.print(line, soft_wrap=True, markup=False, highlight=False)
    undated = sorted(each.student for each in taken if each.late and each.submitted is None)
    if undated:
        console.print(
            f"Late, and nobody tells how much: {', '.join(undated)}. Write the time into "
            f"timestamp.txt beside the notebook, as in 2026-12-02 08:15:00 UTC.",
            soft_wrap=True,
            markup=False,
            highlight=False,
        )


def _table(assignment: str, taken: list[Taken]) -> Table:
    late = any(each.late for each in taken)
    table = Table(title=Text(f"{assignment}: what was collected"))
    table.add_column("Learner", overflow="fold", max_width=36)
    table.add_column("File", overflow="fold")
    for heading in ("Submitted", *["Late"] * late, ""):
        table.add_column(heading, no_wrap=True)
    for each in taken:
        time = "–" if each.submitted is None else f"{each.submitted:%Y-%m-%d %H:%M} UTC"
        said = ["as Canvas says" if each.late else ""] * late
        table.add_row(Text(each.student), Text(each.file), time, *said, str(each.fate))
    return table
