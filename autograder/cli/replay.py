"""A replayed mark, as a table with the reasons below."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.grading.verdict import NOT_GRADED
from autograder.replay.replay import Replay
from autograder.replay.row import Row


def show_replay(replay: Replay, console: Console) -> None:
    """Print every exercise, what differs, and why or what changed without effect."""
    console.print(_table(replay))
    _list(
        console, "Checks:", (f"{row.name}, {check}" for row in replay.rows for check in row.checks)
    )
    if replay.same:
        console.print("The mark comes out the same.")
    because = "Changed since, without effect on this mark:" if replay.same else "Why it differs:"
    _list(console, because, (change.text for change in replay.changes))


def _list(console: Console, heading: str, items: Iterable[str]) -> None:
    for number, item in enumerate(items):
        if number == 0:
            console.print(heading)
        console.print(f"– {item}", markup=False, highlight=False, soft_wrap=True)


def _table(replay: Replay) -> Table:
    table = Table(title=Text(f"{replay.assignment}: the mark of {replay.student}"))
    table.add_column("Exercise", overflow="fold")
    for heading in ("Recorded", "Gradebook", "Replayed"):
        table.add_column(heading, justify="right")
    table.add_column("")
    for row in replay.rows:
        points = (_points(row.recorded), _held(row), _points(row.replayed))
        end = Text("the same", style="green") if row.same else Text("differs", style="red")
        table.add_row(Text(row.name), *points, end)
    return table


def _points(score: float | None) -> str:
    return NOT_GRADED if score is None else f"{score:g}"


def _held(row: Row) -> str:
    return "–" if row.gradebook is None else f"{row.gradebook:g}"
