"""The page that a newcomer to the hub meets: what to click, and in which order to learn."""

from __future__ import annotations

from importlib.resources import files

from autograder.graders.registry import ASSIGNMENTS


def welcome(text: str) -> str:
    """Return the page, with the list of all assignments in the place of `{assignments}`."""
    rows = (f"{number}. `{name}`: {_title(name)}" for number, name in enumerate(ASSIGNMENTS, 1))
    return text.replace("{assignments}", "\n".join(rows))


def _title(assignment: str) -> str:
    text = files("assignments").joinpath(assignment, f"{assignment}.md").read_text("utf-8")
    heading = next(line for line in text.splitlines() if line.startswith("# "))
    return heading.removeprefix("# ")
