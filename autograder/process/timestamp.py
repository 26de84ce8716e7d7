"""When something was submitted, from a file that learners can write."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from nbgrader.utils import parse_utc

from autograder.grading.submission import Unreadable, collected, read_bytes

TIMESTAMP = "timestamp.txt"
LONGEST_TIMESTAMP = 200
# nbgrader takes what follows a space for seconds.
OFFSET = re.compile(r" +(?=[+-]\d\d:?\d\d$)")
AHEAD = timedelta(days=1)  # clocks differ, and not everybody writes down the time zone


class Moment(NamedTuple):
    """The time of a submission in UTC, as nbgrader has it; None where no file says it.

    `refused` says why a file's time does not count, if it does not. That may depend on this
    machine's clock.
    """

    time: datetime | None
    refused: str | None = None


def moment_of(folder: Path) -> Moment:
    """Say when a submission was handed in."""
    path = folder / TIMESTAMP
    if not os.path.lexists(path):
        return Moment(None)
    try:
        text = read_bytes(path, collected(path)).decode().strip()
        time: datetime = parse_utc(OFFSET.sub("", text[:LONGEST_TIMESTAMP]))
        is_to_come = time > datetime.now(UTC).replace(tzinfo=None) + AHEAD
    except Unreadable as unreadable:
        return Moment(None, str(unreadable))
    except Exception:  # dateutil raises many things
        return Moment(None, "it says no time")
    if is_to_come:
        return Moment(None, "it says a time that is yet to come")
    return Moment(time)
