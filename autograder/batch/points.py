"""What the gradebook has for a graded notebook."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CellPoints:
    """The points of a cell, how many there are, and whether a person has yet to look."""

    score: float
    points: float
    waiting: bool


@dataclass(frozen=True)
class Points:
    """By cell, points and comments; and the sums."""

    cells: dict[str, CellPoints]
    comments: dict[str, str | None]
    score: float
    max_score: float
    late_penalty: float
