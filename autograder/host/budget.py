"""What may be used because of one submission: the one setting of grading's limits of time."""

from __future__ import annotations

import os
from dataclasses import dataclass

VARIABLE = "UNROLLED_BUDGET_SECONDS"
USUAL_SECONDS = 600.0


@dataclass(frozen=True)
class Budget:
    """Wall time in seconds, of which everything else follows, but for memory and output.

    It is for all that happens because of a submission: reading, running, comparing, showing.
    Learners' code gets half of it, so that what comes after has time, too, when that is used up.
    """

    seconds: float = USUAL_SECONDS
    memory_mb: int = 2048
    output_mb: int = 64

    @property
    def code_seconds(self) -> float:
        """How long learners' code may run in all, also while it waits."""
        return self.seconds / 2

    @property
    def cpu_seconds(self) -> float:
        """How much processor time the grading process may take: it mostly waits for the code."""
        return self.seconds / 4


def budget_from_environment() -> Budget:
    """The budget that the operator has set; ValueError when it is no number of seconds."""
    return budget_of(os.environ.get(VARIABLE, ""))


def budget_of(text: str) -> Budget:
    """The budget of so many seconds, the usual one for an empty text; ValueError otherwise."""
    if not text.strip():
        return Budget()
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 1 <= seconds <= 86_400:
        raise ValueError(
            f"{text!r} is no budget: give the seconds that one submission may take, "
            f"from 1 to 86400 ({USUAL_SECONDS:g} by default)."
        )
    return Budget(seconds)
