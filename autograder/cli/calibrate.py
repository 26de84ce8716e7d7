"""A progress bar over a calibration."""

from __future__ import annotations

from rich.console import Console
from rich.progress import track

from autograder.calibration.calibration import Row, calibrate


def calibrated_with_progress(assignment: str, draws: int) -> list[Row]:
    """Run a calibration to its end; the bar goes to standard error."""
    steps = calibrate(assignment, draws)
    bar = track(steps, "Calibrating", total=draws, console=Console(stderr=True))
    return list(bar)[-1]
