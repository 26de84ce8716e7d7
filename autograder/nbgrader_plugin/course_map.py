"""A map of the course: for the README, and in the exchange, where learners' servers find it.

Nobody else's process has to read a course's folder for it: neither the hub, which may be root or in
another container, nor the servers of learners, who may not.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from autograder.content import assignments, settings, title
from autograder.nbgrader_plugin.head import head

FILE: Final = "course.md"  # servers/everyone/jupyter_server_config.py reads it


def course_map() -> str:
    """Return a table of the assignments in their order, without columns in which nothing stands."""
    rows = [_row(number, name) for number, name in enumerate(assignments(), 1)]
    if not rows:
        return ""
    columns = [column for column in rows[0] if any(row[column] for row in rows)]
    cells = [
        columns,
        ["---"] * len(columns),
        *([row[column] for column in columns] for row in rows),
    ]
    return "\n".join(f"| {' | '.join(each)} |" for each in cells)


def publish(folder: Path) -> None:
    """Put the map into the course's folder of the exchange, for all to read.

    Raises
    ------
    OSError : when it cannot be written there.
    """
    new = folder / f".{FILE}.{os.getpid()}"
    new.write_text(course_map(), "utf-8")
    new.chmod(0o644)
    new.replace(folder / FILE)


def _row(number: int, name: str) -> dict[str, str]:
    due, about = settings(name).due, head(name)
    row = {
        "Order": str(number),
        "Assignment": f"`{name}`: {title(name)}",
        "Hours": about.hours,
        "Builds on": ", ".join(f"`{each}`" for each in about.builds_on),
        "May wait": about.may_wait,
        "Due": "" if due is None else f"{due:%-d %B %Y, %H:%M} (UTC{due:%z})",
    }
    return {column: value.replace("|", r"\|") for column, value in row.items()}
