"""Showing what is missing or wrong in assignments."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.cli.progress import shown
from autograder.graders.registry import assignment_named
from autograder.verify.finding import Finding
from autograder.verify.verify import aspects, verify

UNFINISHED = "not looked at to the end: mend what is found, and run it again"


def show_verify(named: Sequence[str], as_json: bool, console: Console, course: Path) -> bool:
    """Verify, with a bar on standard error; say whether nothing was found.

    Parameters
    ----------
    named : assignments, or exercises as `cells:rnn_forward`.
    course : the folder that a table's paths begin in, where they do not in the working directory.
    """
    found: dict[str, list[Finding]] = {}
    unfinished: set[str] = set()
    for each in named:
        name, _, exercise = each.partition(":")
        steps = verify(name, exercise)
        bar = shown(steps, f"Verifying {each}", len(aspects(exercise)))
        found[each] = []
        for some in bar:
            if some is None:
                unfinished.add(each)
            else:
                found[each].extend(some)
    if as_json:
        typer.echo(json.dumps({e: [f.as_json() for f in some] for e, some in found.items()}))
    else:
        for each, some in found.items():
            folders = Path.cwd(), course
            console.print(verify_table(each, some, folders, each not in unfinished))
    return not any(found.values())


def verify_table(
    named: str, found: list[Finding], folders: Sequence[Path], finished: bool
) -> Table:
    """Show a row for each exercise, and one for each finding, with paths from a folder on.

    Parameters
    ----------
    finished : whether all of it was looked at.
    """
    name, _, exercise = named.partition(":")
    table = Table(title=f"{named}: {'all is well' if not found else 'to mend'}")
    for heading in ("Exercise", "What is found, and where"):
        table.add_column(heading, overflow="fold")
    finished = finished and not any(finding.bars for finding in found)
    right = Text("as it should be", "green") if finished else Text(UNFINISHED, "dim")
    by_exercise: dict[str, list[Finding]] = {each: [] for each in _exercises(name, exercise)}
    for finding in found:
        by_exercise.setdefault(finding.exercise, []).append(finding)
    for each, some in by_exercise.items():
        for finding in some:
            where = Text(_shortened(finding.file, folders))
            table.add_row(each or "(all)", where.append(f"\n{finding.says}", "red"))
        if not some:
            table.add_row(each, right)
    return table


def _shortened(file: Path, folders: Sequence[Path]) -> str:
    """Return a path from the first folder on that it lies in."""
    inside = (str(file.relative_to(each)) for each in folders if file.is_relative_to(each))
    return next(inside, str(file))


def _exercises(name: str, exercise: str) -> list[str]:
    """Return the exercises that a table has, none if the graders cannot be read."""
    if exercise:
        return [exercise]
    try:
        return [each.name for each in assignment_named(name).exercises]
    except Exception:  # which is among what was found
        return []
