"""One thing that is missing or wrong in an assignment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.mistakes.mistake import MistakeError


@dataclass(frozen=True)
class Finding:
    """One thing that is missing or wrong.

    Parameters
    ----------
    exercise : in which exercise, empty where it is the whole assignment's.
    file : where to mend it.
    says : one sentence: what is wrong, and what to do.
    bars : whether it keeps other things from being looked at.
    """

    exercise: str
    file: Path
    says: str
    bars: bool = False

    @classmethod
    def of_mistake(cls, error: MistakeError) -> Finding:
        """Say of a known mistake, or a file of them, that it is not written as it should be."""
        says = f"It cannot be used: {error.complaint}. Mend it."
        return cls(error.file.stem, error.file, says, bars=True)

    def as_json(self) -> dict[str, str]:
        """Return what `--json` prints."""
        return {"exercise": self.exercise, "file": str(self.file), "says": self.says}


def raises(line: int | None, error: Exception) -> str:
    """Say what a line of an author's file raises."""
    return f"Line {line} raises {type(error).__name__}: {error}. Mend it."
