"""One thing that is missing or wrong in an assignment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Finding:
    """One thing that is missing or wrong.

    Parameters
    ----------
    exercise : in which exercise, empty where it is the whole assignment's.
    file : where to mend it.
    says : one sentence: what is wrong, and what to do.
    """

    exercise: str
    file: Path
    says: str

    def as_json(self) -> dict[str, str]:
        """Return what `--json` prints."""
        return {"exercise": self.exercise, "file": str(self.file), "says": self.says}
