"""What a check earns that passes, and what is taken back for a later exercise."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.messages import Message

WITHOUT_CACHE = 0.5  # what the rest of an answer earns whose cache is missing or useless


@dataclass(frozen=True)
class Award:
    """What a passed check earns, and why it is not the plain full credit if it is not."""

    credit: float
    message: Message


FULL = Award(1.0, Message("passed.plain"))


@dataclass(frozen=True)
class Accusation:
    """An exercise whose answers are right, but not the caches that a later one needs."""

    exercise: str
    message: Message
    misconception: str | None = None
    hint: str = ""
