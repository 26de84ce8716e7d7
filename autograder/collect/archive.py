"""Files in a zip or a folder, none of which is ever written where its name says.

Learners decide what they hand in and, in part, how it is called. So names are only read, and of
what is compressed no more is unpacked than a submission may be large.
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from lzma import LZMAError
from pathlib import Path

from autograder.grading.submission import LARGEST_FILE, Unreadable, read_bytes

MOST_MEMBERS = 100_000
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError),
    *(RuntimeError, NotImplementedError, ValueError),  # a password, an unknown method, a bad name
)
_OF_THE_SYSTEM = ("__MACOSX", ".DS_Store", "desktop.ini", "Thumbs.db")


@dataclass(frozen=True)
class Member:
    """A file in a zip or a folder.

    Parameters
    ----------
    path : as the zip has it, or from the folder; it says nothing about where anything goes.
    size : bytes, as the zip says; no more are read.
    time : when it was changed; a zip tells no time zone.
    read : returns the content; raises Unreadable.
    """

    path: str
    size: int
    time: datetime | None
    read: Callable[[], bytes]


@contextmanager
def opened(source: Path) -> Iterator[list[Member]]:
    """Open a zip or a folder, and list its files without those that systems put beside them.

    Raises
    ------
    Unreadable : when it is neither, or holds more than any class hands in.
    """
    if source.is_dir():
        yield _listed(_in_folder(source))
        return
    try:
        archive = zipfile.ZipFile(source)
    except FileNotFoundError:
        raise Unreadable("there is no such file or folder") from None
    except _BROKEN:
        raise Unreadable("it is no zip archive that can be read") from None
    with archive:
        yield _listed(_in_zip(archive))


def _listed(members: Iterator[Member]) -> list[Member]:
    listed = []
    for member in members:
        if not set(member.path.split("/")) & set(_OF_THE_SYSTEM):
            listed.append(member)
        if len(listed) > MOST_MEMBERS:
            raise Unreadable(f"it holds more than {MOST_MEMBERS:,} files")
    return listed


def _in_zip(archive: zipfile.ZipFile) -> Iterator[Member]:
    for entry in archive.infolist():
        if not entry.is_dir():
            read = partial(_from_zip, archive, entry)
            yield Member(entry.filename, entry.file_size, _time_of(entry), read)


def _from_zip(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Unreadable("it is a symbolic link")
    if entry.file_size > LARGEST_FILE:
        raise Unreadable(f"it is larger than {LARGEST_FILE >> 20} MB")
    try:
        with archive.open(entry) as file:  # which gives no more than the size that is declared
            return file.read()
    except _BROKEN:
        raise Unreadable("it is damaged or locked in the zip") from None


def _time_of(entry: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*entry.date_time)
    except ValueError:
        return None


def _in_folder(folder: Path) -> Iterator[Member]:
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            try:
                status = path.lstat()
            except OSError:
                continue
            yield Member(
                os.path.relpath(path, folder),
                status.st_size,
                datetime.fromtimestamp(status.st_mtime, UTC),
                partial(read_bytes, path, folder),
            )
