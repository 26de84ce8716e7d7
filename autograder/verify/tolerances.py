"""Do the tolerances hold, over a few draws of all hidden cases?"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.calibration.calibration import calibrate
from autograder.verify.finding import Finding
from autograder.verify.subject import Subject

DRAWS = 3


def tolerances(subject: Subject) -> Iterator[Finding]:
    """Let right work pass in either precision and known mistakes fail, with other cases."""
    *_, rows = calibrate(subject.name, DRAWS)
    for row in rows:
        for count, what in (
            (row.false_rejects, "right work fails"),
            (row.false_accepts, "mistakes pass"),
        ):
            if count:
                says = (
                    f"In {DRAWS} draws of the hidden cases {what} {count} times: look closer with "
                    f"`unrolled calibrate {subject.name}`, and draw other numbers."
                )
                yield Finding(row.exercise, subject.file("cases.py"), says)
