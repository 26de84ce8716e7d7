"""Submissions from a learning management system, put where nbgrader collects them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from autograder.batch.person import Person
from autograder.collect.archive import Member, opened
from autograder.collect.choosing import Choice, Found, LeftOut, choose, uploads
from autograder.collect.matching import Names, Roster
from autograder.collect.times import When
from autograder.collect.upload import one_line
from autograder.grading.course import Course, CourseError
from autograder.grading.submission import LARGEST_FILE, Unreadable, read_bytes
from autograder.process.timestamp import TIMESTAMP, Moment, moment_of

MOST_BYTES = 64 * LARGEST_FILE  # of all that is taken at a time: a class of thousands


class Fate(StrEnum):
    """What has become of a notebook."""

    NEW = "new"
    REPLACED = "replaced"
    DATED = "time added"
    THERE = "there already"


@dataclass(frozen=True)
class Taken:
    """A learner's notebook that is in its place.

    Parameters
    ----------
    submitted : when it was handed in, in UTC, if anybody tells.
    late : whether the learning management system says that it came late.
    """

    student: str
    file: str
    fate: Fate
    submitted: datetime | None
    late: bool

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        submitted = None if self.submitted is None else self.submitted.isoformat()
        return {**vars(self), "submitted": submitted}


class Collection:
    """Collects an assignment from zips and folders; `left_out` says what it could not take.

    Parameters
    ----------
    people : the roster; if there is none, learners are named by what the zip calls them.
    update : whether what is there gives way to what is newer.
    when : tells when something was handed in.

    Raises
    ------
    CourseError : when the assignment has not been released.
    """

    def __init__(
        self,
        course: Course,
        assignment: str,
        people: Sequence[Person] | None,
        update: bool,
        when: When,
    ) -> None:
        course.release(assignment)
        self._course = course.root
        self._assignment = assignment
        self._people = people
        self._update = update
        self._when = when
        self._choice = Choice()
        self._stack = ExitStack()
        self._room = MOST_BYTES

    def __enter__(self) -> Collection:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def left_out(self) -> list[LeftOut]:
        """What was not taken."""
        return self._choice.left_out

    def look(self, sources: Sequence[Path]) -> int:
        """Look what is in zips and folders; return how many notebooks there are to take."""
        members = [member for source in sources for member in self._members(source)]
        found = list(uploads(members, self._choice))
        people = self._people
        owner = (Names(f.upload for f in found) if people is None else Roster(people)).owner
        choose(found, owner, self._assignment, self._choice)
        return len(self._choice.notebooks)

    def take(self) -> Iterator[Taken | None]:
        """Put each notebook in its place, and yield what came of it; None if it is left out.

        Raises
        ------
        CourseError : when a place cannot be written to.
        """
        for student, found in self._choice.notebooks.items():
            try:
                yield self._taken(student, found)
            except Unreadable as unreadable:
                self._choice.leave_out([found], f"{unreadable} ({student})")
                yield None
            except OSError as error:
                raise CourseError(
                    f"{error.filename} cannot be written: {error.strerror}. What is collected "
                    "stays; mend it and run the same command again."
                ) from None

    def _members(self, source: Path) -> list[Member]:
        try:
            return self._stack.enter_context(opened(source))
        except Unreadable as unreadable:
            self.left_out.append(LeftOut(one_line(str(source)), f"{unreadable}"))
            return []

    def _taken(self, student: str, found: Found) -> Taken:
        content = self._content(found.member)
        time = self._when(found.upload, found.member)
        place = self._course / "submitted" / student / self._assignment
        _put_back(place)
        fate = self._fate(place, content, time)
        if fate is not Fate.THERE:
            self._put(place, content, time)
        return Taken(student, one_line(found.member.path), fate, time, found.upload.late)

    def _content(self, member: Member) -> bytes:
        if member.size > self._room:
            raise Unreadable(
                f"all together is more than {MOST_BYTES >> 30} GB: collect the rest by itself"
            )
        content = member.read()
        self._room -= len(content)
        if not content:
            raise Unreadable("it is empty: the upload failed, ask for it again")
        return content

    def _fate(self, place: Path, content: bytes, time: datetime | None) -> Fate:
        """Say what to do with a notebook.

        Raises
        ------
        Unreadable : when what is there stays, and is something else.
        """
        if not os.path.lexists(place):
            return Fate.NEW
        before = moment_of(place)
        if self._is_there(place, content):
            return Fate.DATED if time is not None and before.time is None else Fate.THERE
        if not self._update:
            raise Unreadable("there is another one already: --update takes this one instead")
        if _is_older(time, before):
            raise Unreadable("it is older than the one that is there")
        return Fate.REPLACED

    def _is_there(self, place: Path, content: bytes) -> bool:
        try:
            notebook = place / f"{self._assignment}.ipynb"
            return read_bytes(notebook, self._course / "submitted") == content
        except Unreadable:
            return False

    def _put(self, place: Path, content: bytes, time: datetime | None) -> None:
        """Make the folder beside its place, and move it there whole."""
        new, old = _beside(place, "new"), _beside(place, "old")
        for left in (new, old):  # by a killed run
            shutil.rmtree(left, ignore_errors=True)
        new.mkdir(parents=True)
        (new / f"{self._assignment}.ipynb").write_bytes(content)
        if time is not None:
            (new / TIMESTAMP).write_text(f"{time.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC")
        if os.path.lexists(place):
            place.rename(old)
        new.rename(place)
        shutil.rmtree(old, ignore_errors=True)


def _put_back(place: Path) -> None:
    """Undo what a run has begun that was killed before the new folder was in its place."""
    old = _beside(place, "old")
    if os.path.lexists(old) and not os.path.lexists(place):
        old.rename(place)


def _beside(place: Path, ending: str) -> Path:
    return place.with_name(f".{place.name}.{ending}")


def _is_older(time: datetime | None, before: Moment) -> bool:
    if time is None or before.time is None:
        return False
    return time.replace(tzinfo=None) <= before.time
