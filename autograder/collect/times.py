"""When something was handed in, as far as anybody tells.

Neither Canvas nor Moodle writes that into its zip: a file there has the time of the download. To
take that for the time of submission would make a whole class late. Moodle tells the times in its
grading worksheet, in English and without a time zone.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from nbgrader.utils import parse_utc

from autograder.collect.archive import Member
from autograder.collect.upload import Upload
from autograder.grading.course import CourseError

FROM_THE_FILES = "files"  # in the place of a worksheet's path
LARGEST_WORKSHEET = 16 << 20
_WHO, _WHEN = "Identifier", "Last modified (submission)"
_NUMBER = re.compile(r"\d+\Z")
_WEEKDAY = re.compile(r"^[A-Za-z]+, ")

When = Callable[[Upload, Member], datetime | None]


def times(told: str, zone: tzinfo | None) -> When:
    """Return what tells when an upload was handed in, in UTC.

    Parameters
    ----------
    told : the path of Moodle's grading worksheet, "files" for the files' own times, or nothing.
    zone : of times that tell none; this machine's if there is none.

    Raises
    ------
    CourseError : when the worksheet cannot be used.
    """
    if not told:
        return lambda upload, member: None
    if told == FROM_THE_FILES:
        return lambda upload, member: member.time and _in_utc(member.time, zone)
    by_number = _worksheet(Path(told), zone)
    return lambda upload, member: by_number.get(upload.number)


def _worksheet(file: Path, zone: tzinfo | None) -> dict[str, datetime]:
    try:
        with file.open("rb") as opened:
            text = opened.read(LARGEST_WORKSHEET).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CourseError(f"{file} is not UTF-8: download the worksheet once more.") from None
    except OSError as error:
        raise CourseError(f"The worksheet {file} cannot be read: {error.strerror}.") from None
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if not {_WHO, _WHEN} <= set(rows.fieldnames or ()):
        raise CourseError(
            f"{file} is no grading worksheet of Moodle in English: it lacks the columns “{_WHO}” "
            f"and “{_WHEN}”."
        )
    found = {}
    for row in rows:
        number, when = _NUMBER.search(row[_WHO] or ""), _WEEKDAY.sub("", row[_WHEN] or "")
        if number is None or when in ("", "-"):
            continue
        try:
            found[number[0]] = _in_utc(parse_utc(when), zone)
        except (ValueError, OverflowError):
            raise CourseError(
                f"{file}, line {rows.line_num}: “{when}” is no time in English. Set Moodle to "
                "English and download the worksheet once more."
            ) from None
    return found


def _in_utc(moment: datetime, zone: tzinfo | None) -> datetime:
    if moment.tzinfo is None and zone is not None:
        moment = moment.replace(tzinfo=zone)
    return moment.astimezone(UTC)
