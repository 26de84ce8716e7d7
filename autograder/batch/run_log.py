"""What earlier runs have finished, so that the next one goes on where they ended."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.batch.json_lines import JsonLines
from autograder.batch.summary_row import SummaryRow


@dataclass(frozen=True)
class Done:
    """A submission that is recorded with all that belongs to it.

    Parameters
    ----------
    row : what there is of the learner.
    submission : the fingerprint of what was submitted.
    notebook : the digest of the notebook in it; empty without one, and in older logs.
    state : the digest of all that the mark depends on.
    """

    row: SummaryRow
    submission: str
    notebook: str
    state: str


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

    def under_way(self, student: str) -> bool:
        """Say whether a run has begun with a submission and has not done all of it."""
        return student in self._entries and self.done(student) is None

    def done(self, student: str) -> Done | None:
        """Return what was done last of a learner's."""
        entry = self._entries.get(student, {})
        if "row" not in entry:
            return None
        row = SummaryRow(**entry["row"])
        return Done(row, entry["submission"], entry.get("notebook", ""), entry["state"])

    def take_back(self, student: str) -> None:
        """Say that a submission is about to change."""
        entry = {"student": student}
        self._entries[student] = entry
        self._lines.append(entry)

    def finish(self, done: Done) -> None:
        """Say that a submission is done."""
        entry = {"student": done.row.student, **vars(done), "row": done.row.as_json()}
        self._lines.append(entry)
