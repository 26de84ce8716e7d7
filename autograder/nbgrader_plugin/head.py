"""The head of a notebook's text: how long it takes, what it builds on, what may wait."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from autograder.content import assignments, text

_ITEM: Final = re.compile(r"^- \*\*(.+?)\*\*:? (.+(?:\n  .+)*)", re.MULTILINE)
_HOURS: Final = re.compile(r"(.+?) hours?\b")
_SENTENCE: Final = re.compile(r"(.+?)\.(?:\s|$)", re.DOTALL)


@dataclass(frozen=True)
class Head:
    """What the list above the first section says; empty where it says nothing."""

    hours: str
    builds_on: tuple[str, ...]  # assignments of the course in use
    may_wait: str


def head(assignment: str) -> Head:
    """Read the head of an assignment's text."""
    above, *_ = text(assignment).read_text("utf-8").partition("\n## ")
    said = {name: " ".join(value.split()) for name, value in _ITEM.findall(above)}
    hours = _HOURS.match(said.get("Time", ""))
    named = re.findall(r"`(\w+)`", said.get("Builds on", ""))
    waiting = _SENTENCE.match(said.get("May wait", ""))
    return Head(
        hours=hours[1] if hours else "",
        builds_on=tuple(name for name in assignments() if name in named),
        may_wait=waiting[1] if waiting else "",
    )
