"""nbgrader's exchange, used as nbgrader's own commands use it."""

from __future__ import annotations

import glob
import os
import pwd
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from logging import getLogger
from pathlib import Path
from typing import Any

from jupyter_core.application import JupyterApp
from nbgrader.apps import NbGrader
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeCollect, ExchangeReleaseFeedback
from nbgrader.utils import parse_utc

from autograder.grading.course import CourseError
from autograder.process.configured import configuration

SUBMITTED, FEEDBACK = "submitted", "feedback"
COMPLETE = 0o777  # nbgrader gives this mode to a folder when all is in it
MOST_ENTRIES = 300  # of a submission: a chain of so many folders can still be copied
QUIET_SECONDS = 5.0  # after which a folder that somebody else put there is complete


@dataclass(frozen=True)
class Inbound:
    """A submission's folder in the exchange.

    Parameters
    ----------
    name : of the folder: learner, assignment, time and some random letters.
    owner : to whom the folder belongs, if that says anything.
    """

    name: str
    student: str
    assignment: str
    submitted: datetime
    owner: str | None

    @property
    def key(self) -> str:
        """A name for it that holds nothing that a learner could choose."""
        return key_of(self.name)


class Exchange:
    """What a course's learners hand in, and the feedback that they fetch.

    Raises
    ------
    CourseError : when the exchange is not there.
    """

    def __init__(self, course: Path) -> None:
        configuration(course)  # else it is no course
        app = _Nbgrader(log=getLogger("unrolled.nbgrader"))
        app.initialize([], root=str(course))
        self._app = app
        collect = self._doing(ExchangeCollect)
        self._check_owner = bool(collect.check_owner)
        self.inbound = Path(collect.root) / collect.coursedir.course_id / "inbound"
        if not collect.coursedir.course_id or not os.access(self.inbound, os.R_OK | os.X_OK):
            raise CourseError(
                f"There is no exchange to watch yet: {self.inbound} is not there, or cannot be "
                "read. `nbgrader release_assignment` makes it, run by whoever runs this; "
                "`Exchange.root` in nbgrader_config.py says where it is."
            )

    def submissions(self, known: Callable[[str], bool]) -> list[Inbound]:
        """Return what is complete and not known by its key; who handed in first comes first."""
        entries = [entry for entry in os.scandir(self.inbound) if not known(key_of(entry.name))]
        found = [each for entry in entries if (each := self._inbound(entry))]
        return sorted(found, key=lambda each: (each.submitted, each.name))

    def collect(self, inbound: Inbound, into: Path) -> None:
        """Copy a submission to <into>/<learner>/<assignment>, by nbgrader's own means.

        Raises
        ------
        OSError, RuntimeError, ExchangeError : when that fails, as for what is too large.
        """
        collect = self._doing(_CollectOne, inbound.student, inbound.assignment)
        collect.coursedir.submitted_directory = str(into)
        collect.wanted = inbound.name
        collect.start()

    def release(self, student: str, assignment: str, pages: Path) -> None:
        """Let a learner fetch the page in <pages>/<learner>/<assignment>.

        Raises
        ------
        OSError, ExchangeError : when that fails.
        """
        release = self._doing(ExchangeReleaseFeedback, student, assignment)
        release.coursedir.feedback_directory = str(pages)
        release.start()

    def _doing(self, what: Any, student: str = "*", assignment: str = "") -> Any:
        coursedir = CourseDirectory(parent=self._app)
        coursedir.student_id, coursedir.assignment_id = student, assignment
        return what(coursedir=coursedir, authenticator=None, parent=self._app)

    def _inbound(self, entry: os.DirEntry[str]) -> Inbound | None:
        parts = entry.name.rsplit("+", 3)  # as nbgrader does: a learner's name may have a +
        try:
            status = entry.stat(follow_symlinks=False)
            moment = parse_utc(parts[2]).replace(tzinfo=UTC)
        except Exception:  # dateutil raises many things
            return None
        if not stat.S_ISDIR(status.st_mode) or not _is_complete(status):
            return None
        owner = _name_of(status.st_uid) if self._check_owner else None
        return Inbound(entry.name, parts[0], parts[1], moment, owner)


def key_of(name: str) -> str:
    """Return the key of a submission by its folder's name."""
    return sha256(name.encode(errors="surrogateescape")).hexdigest()[:24]


class _Nbgrader(NbGrader):
    """Reads the configuration as nbgrader's commands do, but none of the working directory."""

    load_cwd_config = False

    def init_syspath(self) -> None:
        """Import nothing from the working directory."""

    def load_config_file(self, **options: Any) -> None:
        JupyterApp.load_config_file(self, **options)


class _CollectOne(ExchangeCollect):
    """Collects one submission, and not the newest one."""

    wanted = ""

    def init_src(self) -> None:
        """Say what is collected: of it, no link is followed, and nothing that is no file copied."""
        self.inbound_path = os.path.join(self.root, self.coursedir.course_id, "inbound")
        folder = os.path.join(self.inbound_path, self.wanted)
        self.coursedir.ignore = [*self.coursedir.ignore, *map(glob.escape, _odd(folder))]
        self.src_records = [self._path_to_record(folder)]


def _odd(folder: str) -> Iterator[str]:
    """Yield the names of links, pipes and devices in a folder.

    Raises
    ------
    ExchangeError : when there is so much in it that looking and copying would delay others.
    """
    for number, entry in enumerate(_entries(folder)):
        if number == MOST_ENTRIES:
            raise ExchangeError(
                f"it holds more than {MOST_ENTRIES} files and folders. Hand in the notebook, and "
                "nothing else."
            )
        mode = entry.stat(follow_symlinks=False).st_mode
        if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
            yield entry.name


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    """Yield what lies in a folder and in those below, each as soon as it is met."""
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                yield entry


def _is_complete(status: os.stat_result) -> bool:
    whole = stat.S_IMODE(status.st_mode) & COMPLETE == COMPLETE
    return whole or time.clock_gettime(time.CLOCK_REALTIME) - status.st_ctime > QUIET_SECONDS


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"the user {uid}"
