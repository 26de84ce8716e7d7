"""A course in one file, and back: gradebook, secret, run log, all of its folder, and its exchange.

While a copy is taken, nothing is recorded: marks, notebooks and the run log in it are in step, also
when grading goes on. Only folders and ordinary files are taken: whatever else lies in the exchange,
learners have put there.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Final

from sqlalchemy.engine import URL, make_url

from autograder import content
from autograder.batch.exclusive import exclusive
from autograder.grading.course import NOTES, Course, CourseError
from autograder.process.configured import configuration
from autograder.process.database import database

PATIENCE: Final = 120.0  # seconds that a run of `unrolled grade` may go on before we give up
COURSE, EXCHANGE, DUMP = "course", "exchange", "gradebook.sql"  # in the file


def backup(course: Path, target: Path) -> int:
    """Write a course and its exchange into a compressed file; return its size in bytes.

    Raises
    ------
    CourseError : when the course or its gradebook cannot be read, or the file not be written.
    """
    gradebook = make_url(database(course))
    if target.exists():
        raise CourseError(f"{target} exists already: name another file.")
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        with ExitStack() as stack:
            for lock in _locks(course):
                stack.enter_context(exclusive(lock, PATIENCE))
            opener = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with open(opener, "wb") as raw, tarfile.open(fileobj=raw, mode="w:gz") as archive:
                _add(course, gradebook, archive)
        unfinished.rename(target)
    except (OSError, sqlite3.Error) as error:
        raise CourseError(f"{target} cannot be written: {error}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return target.stat().st_size


def restore(source: Path, course: Path, exchange: Path | None) -> None:
    """Put a course back from a file; run as root, all is owned by whom it was.

    Parameters
    ----------
    course : where it goes; nothing may be there.
    exchange : where its exchange goes, a folder with the course's name; None leaves it out.

    Raises
    ------
    CourseError : when something is there already, or the file cannot be read.
    """
    for place in filter(None, (course, exchange)):
        if place.exists():
            raise CourseError(f"{place} is there already: move it away, or name another folder.")
    try:
        with tarfile.open(source) as archive:
            members = list(_checked(archive))
            _extract(archive, members, COURSE, course)
            if exchange is not None:
                _extract(archive, members, EXCHANGE, exchange)
            if DUMP in archive.getnames():
                with tempfile.TemporaryDirectory() as scratch:
                    archive.extract(DUMP, scratch, filter="data")
                    _load(make_url(database(course)), Path(scratch, DUMP))
    except (OSError, tarfile.TarError) as error:
        raise CourseError(f"{source} cannot be restored: {error}.") from error


def exchange_of(course: Path) -> Path:
    """Return the folder of a course in the exchange, as its configuration has it."""
    config = configuration(course)
    return Path(config.Exchange.root, config.CourseDirectory.course_id)


def _locks(course: Path) -> list[Path]:
    """Return what whoever records marks has to hold; the service's own is of its whole life."""
    taught = {Course(course).notes(assignment, ".lock") for assignment in content.assignments()}
    owner = course.stat()
    for missing in (path for path in (course / NOTES, *taught) if not path.exists()):
        missing.touch() if missing in taught else missing.mkdir()
        os.chown(missing, owner.st_uid, owner.st_gid)  # who grades has to open it, too
    return sorted({*taught, *(course / NOTES).glob("*.lock")} - {course / NOTES / "serve.lock"})


def _add(course: Path, gradebook: URL, archive: tarfile.TarFile) -> None:
    left_out = set()
    with tempfile.TemporaryDirectory() as scratch:
        if gradebook.drivername.startswith("sqlite"):
            own = Path(gradebook.database or "")
            left_out = {Path(f"{own}{ending}") for ending in ("", "-journal", "-wal", "-shm")}
            if own.exists():
                archive.add(_copied(own, scratch), f"{COURSE}/{own.relative_to(course)}")
        else:
            dump = Path(scratch, DUMP)
            _ask_postgresql("pg_dump", gradebook, "--no-owner", f"--file={dump}")
            archive.add(dump, DUMP)
        for path in _in_order(course):
            if path not in left_out:
                archive.add(path, f"{COURSE}/{path.relative_to(course)}", recursive=False)
    exchange = exchange_of(course)
    if exchange.is_dir() and not exchange.is_relative_to(course):
        for path in _ordinary(exchange):
            archive.add(path, f"{EXCHANGE}/{path.relative_to(exchange)}", recursive=False)


def _copied(gradebook: Path, scratch: str) -> Path:
    """Copy a gradebook in SQLite that others write to, with its owner."""
    copy, status = Path(scratch, gradebook.name), gradebook.stat()
    with closing(sqlite3.connect(gradebook)) as now, closing(sqlite3.connect(copy)) as then:
        now.backup(then)
    copy.chmod(status.st_mode)
    os.chown(copy, status.st_uid, status.st_gid)
    return copy


def _in_order(course: Path) -> Iterator[Path]:
    """Yield the logs first: what they speak of was there before them."""
    logs = sorted((course / NOTES).glob("*.jsonl"))
    yield from (course, course / NOTES, *logs)
    yield from (path for path in _ordinary(course) if path not in {course, course / NOTES, *logs})


def _ordinary(folder: Path) -> Iterator[Path]:
    """Yield a folder and all folders and files in it, and no links."""
    yield folder
    for place, folders, names in os.walk(folder):
        for name in sorted((*folders, *names)):
            path = Path(place, name)
            if not path.is_symlink() and (path.is_dir() or path.is_file()):
                yield path


def _checked(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    for member in archive:
        path = Path(member.name)
        ordinary = member.isdir() or member.isreg()
        if ".." in path.parts or path.is_absolute() or not ordinary:
            raise tarfile.TarError(f"{member.name} does not belong into a backup")
        yield member


def _extract(
    archive: tarfile.TarFile, members: list[tarfile.TarInfo], part: str, place: Path
) -> None:
    """Put a part of the file into its place, which appears when it is complete."""
    own = [member for member in members if Path(member.name).parts[0] == part]
    if not own:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as unfinished:
        # It is ours, and has folders and files only: a filter would take permissions away.
        archive.extractall(unfinished, own, filter="fully_trusted")
        Path(unfinished, part).rename(place)


def _load(gradebook: URL, dump: Path) -> None:
    strictly = ("--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
    _ask_postgresql("psql", gradebook, *strictly, f"--file={dump}")


def _ask_postgresql(program: str, gradebook: URL, *options: str) -> None:
    """Run a program of PostgreSQL; everybody can see its arguments, so these have no password."""
    user, password, host, port, name, query = gradebook[1:]
    address = URL.create("postgresql", user, None, host, port, name, query).render_as_string()
    secret = {"PGPASSWORD": str(password)} if password else {}
    command = [program, *options, address]
    try:
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **secret})
    except FileNotFoundError:
        raise CourseError(
            f"{program} is not installed; for a gradebook in PostgreSQL, take Debian's "
            "postgresql-client."
        ) from None
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no reason was given"])[-1]
        raise CourseError(f"{program} failed: {last}")
