"""When something was submitted, from a file that learners can write."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nbgrader.utils import parse_utc

from autograder.grading.submission import Unreadable, collected, read_bytes

TIMESTAMP = "timestamp.txt"
LONGEST_TIMESTAMP = 200
# nbgrader takes what follows a space for seconds.
OFFSET = re.compile(r" +(?=[+-]\d\d:?\d\d$)")
AHEAD = timedelta(days=1)  # clocks differ, and not everybody writes down the time zone


class BadTimestamp(Exception):
    """A file that should say a time, and does not; says why."""


def submitted_at(folder: Path) -> datetime | None:
    """Return the time of a submission in UTC, as nbgrader has it; None where no file says it.

    Raises
    ------
    BadTimestamp : when the file cannot be read, or says no time, or one that is yet to come.
    """
    path = folder / TIMESTAMP
    if not os.path.lexists(path):
        return None
    try:
        text = read_bytes(path, collected(path)).decode().strip()
        time: datetime = parse_utc(OFFSET.sub("", text[:LONGEST_TIMESTAMP]))
        is_to_come = time > datetime.now(UTC).replace(tzinfo=None) + AHEAD
    except Unreadable as unreadable:
        raise BadTimestamp(str(unreadable)) from None
    except Exception:  # dateutil raises many things
        raise BadTimestamp("it says no time") from None
    if is_to_come:
        raise BadTimestamp("it says a time that is yet to come")
    return time
