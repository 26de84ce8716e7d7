"""A progress bar over a calibration."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.progress import track

from autograder.calibration.calibration import Row, calibrate


def calibrated_with_progress(assignments: Iterable[str], draws: int) -> dict[str, list[Row]]:
    """Run calibrations to their end; the bars go to standard error."""
    measured = {}
    for name in assignments:
        bar = track(calibrate(name, draws), name, total=draws, console=Console(stderr=True))
        measured[name] = list(bar)[-1]
    return measured
