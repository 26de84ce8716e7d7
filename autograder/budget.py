"""What may be used because of one submission."""

from __future__ import annotations

import os
from dataclasses import dataclass

VARIABLE = "UNROLLED_BUDGET_SECONDS"
USUAL_SECONDS = 600.0
FEWEST_SECONDS, MOST_SECONDS = 10.0, 86_400.0


class BadBudget(Exception):
    """A budget that is none; says what it should be."""


@dataclass(frozen=True)
class Budget:
    """Seconds, of which all other limits of time follow, and what memory and output there is.

    It is for all that happens because of a submission: reading, running, comparing, showing.
    """

    seconds: float = USUAL_SECONDS
    memory_mb: int = 2048
    output_mb: int = 64

    @property
    def code_seconds(self) -> float:
        """How long learners' code may take in all, also while it waits; the rest is for us."""
        return self.seconds / 2

    @property
    def cpu_seconds(self) -> float:
        """How much processor time the grading process may take, which mostly waits for the code."""
        return self.seconds / 4


def budget_from_environment() -> Budget:
    """The budget that the operator has set, or the usual one; BadBudget if it is none."""
    text = os.environ.get(VARIABLE, "").strip()
    if not text:
        return Budget()
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not FEWEST_SECONDS <= seconds <= MOST_SECONDS:
        raise BadBudget(
            f"{VARIABLE} is {text!r}: set it to the seconds that one submission may take, from "
            f"{FEWEST_SECONDS:g} to {MOST_SECONDS:g}, or leave it away for {USUAL_SECONDS:g}."
        )
    return Budget(seconds)
