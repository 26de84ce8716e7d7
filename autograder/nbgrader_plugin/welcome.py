"""The page that a newcomer to the hub meets: what to click, and in which order to learn."""

from __future__ import annotations

from autograder.content import assignments, settings, title


def welcome(text: str) -> str:
    """Return the page, with the list of all assignments in the place of `{assignments}`."""
    rows = (f"{number}. {_row(name)}" for number, name in enumerate(assignments(), 1))
    return text.replace("{assignments}", "\n".join(rows))


def _row(name: str) -> str:
    due = settings(name).due
    until = "" if due is None else f", due {due:%-d %B %Y, %H:%M} (UTC{due:%z})"
    return f"`{name}`: {title(name)}{until}"
