"""What earlier runs have finished, so that the next one goes on where they ended."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.batch.json_lines import JsonLines
from autograder.batch.summary_row import SummaryRow


class RunLog:
    """A file with an entry for each submission that is recorded with all that belongs to it.

    An entry is written last, and taken back before anything of a submission changes. So whoever
    is killed in between leaves a submission under way, which is graded again.

    Parameters
    ----------
    path : the file; made when the first entry is written.
    """

    def __init__(self, path: Path) -> None:
        self._lines = JsonLines(path)
        self._entries: dict[str, dict[str, Any]] = {}
        self.catch_up()

    def catch_up(self) -> None:
        """Read what others have written since."""
        self._entries.update((entry["student"], entry) for entry in self._lines.new())

    def knows(self, student: str) -> bool:
        """Say whether a submission of a learner was done once."""
        return "row" in self._entries.get(student, {})

    def under_way(self, student: str) -> bool:
        """Say whether a run has begun with a submission and has not done all of it."""
        return student in self._entries and not self.knows(student)

    def finished(self, student: str, submission: str, state: str) -> SummaryRow | None:
        """Return a learner's row, if exactly this submission was graded for it.

        The row says so if that happened in another state of things.
        """
        entry = self._entries.get(student, {})
        if entry.get("submission") != submission:
            return None
        return replace(SummaryRow(**entry["row"]), outdated=entry["state"] != state)

    def take_back(self, student: str) -> None:
        """Say that a submission is about to change."""
        entry = {"student": student}
        self._entries[student] = entry
        self._lines.append(entry)

    def finish(self, row: SummaryRow, submission: str, state: str) -> None:
        """Say that a submission is done."""
        known_by = {"student": row.student, "submission": submission, "state": state}
        self._lines.append({**known_by, "row": row.as_json()})
