"""What a learner has in the gradebook all in all, with what people gave."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.batch.entries import entries, penalties


@dataclass(frozen=True)
class Standing:
    """A learner's points of one assignment.

    Parameters
    ----------
    points : of all cells, the grader's and people's, before anything is taken off.
    max_points : how many there are without extra credit.
    penalty : what is taken off for lateness.
    waiting : the cells that a person has yet to look at.
    """

    points: float
    max_points: float
    penalty: float
    waiting: tuple[str, ...]

    @property
    def counts(self) -> float:
        """The points that count in the end."""
        return max(0.0, self.points - self.penalty)


def standings(course: Path, assignment: str) -> dict[str, Standing]:
    """Read what everybody has.

    Raises
    ------
    CourseError : when the course has no configuration, or the gradebook cannot be read.
    """
    taken_off = penalties(course, assignment)
    return {
        student: Standing(
            points=sum(cell.points or 0 for cell in cells.values()),
            max_points=sum(cell.max_points for cell in cells.values()),
            penalty=taken_off.get(student, 0),
            waiting=tuple(name for name, cell in cells.items() if cell.waits),
        )
        for student, cells in entries(course, assignment).items()
    }
