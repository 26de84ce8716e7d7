"""Showing how a new course directory comes about, and what to do with it."""

from __future__ import annotations

import signal
from contextlib import suppress
from pathlib import Path

from rich.console import Console

from autograder import content
from autograder.build.quickstart import quickstart
from autograder.cli.progress import shown

ENDING = (signal.SIGTERM, signal.SIGHUP)


def show_quickstart(name: str, assignments: str | None, console: Console) -> None:
    """Make the course directory, with a bar on standard error.

    Parameters
    ----------
    assignments : their names, separated by commas; all of them if None.
    """
    named = content.assignments() if assignments is None else assignments.split(",")
    taught = list(dict.fromkeys(filter(None, map(str.strip, named))))
    for number in ENDING:  # as Ctrl-C does: what is half made goes
        with suppress(ValueError):
            signal.signal(number, signal.default_int_handler)
    built = quickstart(name, Path.cwd(), taught)
    for _ in shown(built, f"Building {name}", len(taught)):
        pass
    console.print(
        f"The course is in {name}/, and README.md there says how to go on. For a start:\n"
        f"  cd {name} && nbgrader release_assignment {taught[0]}",
        soft_wrap=True,
        markup=False,
        highlight=False,
    )
