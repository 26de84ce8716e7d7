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

Found = dict[str, list[Finding]]


def show_verify(named: Sequence[str], as_json: bool, console: Console, course: Path) -> bool:
    """Verify, with a bar on standard error; say whether nothing was found.

    Parameters
    ----------
    named : assignments, or exercises as `cells:rnn_forward`.
    course : the folder that a table's paths begin in, where they do not in the working directory.
    """
    found: Found = {}
    for each in named:
        name, _, exercise = each.partition(":")
        steps = verify(name, exercise)
        bar = shown(steps, f"Verifying {each}", len(aspects(exercise)))
        found[each] = [finding for some in bar for finding in some]
    if as_json:
        typer.echo(json.dumps({e: [f.as_json() for f in some] for e, some in found.items()}))
    else:
        for each, some in found.items():
            console.print(verify_table(each, some, (Path.cwd(), course)))
    return not any(found.values())


def verify_table(named: str, found: list[Finding], folders: Sequence[Path]) -> Table:
    """Show a row for each exercise, and one for each finding, with paths from a folder on."""
    name, _, exercise = named.partition(":")
    table = Table(title=f"{named}: {'all is well' if not found else 'to mend'}")
    for heading in ("Exercise", "Where", "What is found"):
        table.add_column(heading, overflow="fold")
    by_exercise: dict[str, list[Finding]] = {each: [] for each in _exercises(name, exercise)}
    for finding in found:
        by_exercise.setdefault(finding.exercise, []).append(finding)
    for each, some in by_exercise.items():
        for finding in some:
            table.add_row(
                each or "(all)", Text(_shortened(finding.file, folders)), Text(finding.says, "red")
            )
        if not some:
            table.add_row(each, "", Text("as it should be", "green"))
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
