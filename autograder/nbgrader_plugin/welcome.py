"""The page that a newcomer to the hub meets: what to click, and in which order to learn."""

from __future__ import annotations

from autograder.content import assignments, title


def welcome(text: str) -> str:
    """Return the page, with the list of all assignments in the place of `{assignments}`."""
    rows = (f"{number}. `{name}`: {title(name)}" for number, name in enumerate(assignments(), 1))
    return text.replace("{assignments}", "\n".join(rows))
