"""What the gradebook has for a graded notebook, and where pages look for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode


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

    def write_into(self, nb: NotebookNode) -> dict[str, Any]:
        """Write points and comments into the cells; return the sums, as nbgrader names them."""
        for cell in nb.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            if name in self.cells:
                cell.metadata.nbgrader.update(vars(self.cells[name]))
            if name in self.comments:
                cell.metadata.nbgrader["comment"] = self.comments[name]
        return {
            "score": self.score - self.late_penalty,
            "max_score": self.max_score,
            "late_penalty": self.late_penalty,
        }
