"""Scratch folders: named so that leftovers are recognised, measured and removed without recursion.

What is in a scratch folder was put there by a learner: folders nested a thousand deep, names that
are links, modes that forbid reading.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

_NAME: Final = re.compile(r"unrolled-(\d+)-(\d+)-(\d+)-\w+")
# Deeper paths could become too long to be opened.
_MAX_DEPTH: Final = 12
_BLOCK: Final = 512
_GET_DUMPABLE, _SET_DUMPABLE = 3, 4
_LIBC: Final = ctypes.CDLL(None)


def create_root() -> Path:
    """A folder whose name tells which process it belongs to.

    Nobody else can list it; workers with users of their own pass through it to their own folders.
    """
    pid = os.getpid()
    prefix = f"unrolled-{_pid_namespace()}-{pid}-{_start_time(pid)}-"
    root = Path(tempfile.mkdtemp(prefix=prefix))
    root.chmod(0o711)
    return root


def sweep() -> None:
    """Remove the folders of processes that are gone."""
    for entry in os.scandir(tempfile.gettempdir()):
        with contextlib.suppress(FileNotFoundError):  # others sweep, too
            if _is_left_behind(entry):
                remove(Path(entry.path))


def _is_left_behind(entry: os.DirEntry[str]) -> bool:
    name = _NAME.fullmatch(entry.name)
    if name is None or not entry.is_dir(follow_symlinks=False):
        return False
    namespace, pid, started = map(int, name.groups())
    ours = namespace == _pid_namespace() and entry.stat().st_uid == os.getuid()
    return ours and _start_time(pid) != started


def fill(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a fresh folder; their names are relative and plain."""
    for name, content in files.items():
        if "\0" in name or {"", ".", ".."} & set(name.split("/")):
            raise ValueError(f"{name!r} is not a plain file name")
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)


def measure(folder: Path, max_entries: int) -> tuple[int, int]:
    """Bytes and entries below a folder. What hides from counting counts as too many entries."""
    size = entries = 0
    waiting = [(str(folder), 0)]
    while waiting:
        path, depth = waiting.pop()
        try:
            for status, inner in _entries(path):
                entries += 1
                size += status.st_blocks * _BLOCK
                if stat.S_ISDIR(status.st_mode):
                    waiting.append((inner, depth + 1))
        except FileNotFoundError:
            continue
        except OSError:
            return size, max_entries + 1
        if depth > _MAX_DEPTH or entries > max_entries:
            return size, max_entries + 1
    return size, entries


def deleted_but_open(pid: int) -> int:
    """Bytes of files that a process has deleted and keeps open."""
    size = 0
    folder = f"/proc/{pid}/fd"
    with contextlib.suppress(OSError), _seeing_as(os.stat(f"/proc/{pid}")):
        for name in os.listdir(folder):
            with contextlib.suppress(OSError):
                status = os.stat(f"{folder}/{name}")
                if stat.S_ISREG(status.st_mode) and status.st_nlink == 0:
                    size += status.st_blocks * _BLOCK
    return size


@contextlib.contextmanager
def _seeing_as(owner: os.stat_result) -> Iterator[None]:
    """See files as another user does: in a container, root may not look at others' open files."""
    user, group = os.geteuid(), os.getegid()
    if owner.st_uid == user:
        yield
        return
    dumpable = _LIBC.prctl(_GET_DUMPABLE, 0, 0, 0, 0)
    _LIBC.setfsgid(owner.st_gid)
    _LIBC.setfsuid(owner.st_uid)
    try:
        yield
    finally:
        _LIBC.setfsgid(group)
        _LIBC.setfsuid(user)
        _LIBC.prctl(_SET_DUMPABLE, dumpable, 0, 0, 0)  # the change has switched it off


def remove(folder: Path) -> None:
    """Remove a folder by moving inner folders up, so that depth does not matter."""
    with contextlib.suppress(FileNotFoundError):
        _flatten(folder)
        shutil.rmtree(folder, ignore_errors=True)


def _flatten(folder: Path) -> None:
    waiting = _folders(str(folder))
    while waiting:
        path = waiting.pop()
        with contextlib.suppress(OSError):
            os.chmod(path, 0o700)
            for inner in _folders(path):
                target = str(folder / secrets.token_hex(8))
                os.chmod(inner, 0o700)
                os.rename(inner, target)
                waiting.append(target)


def _folders(path: str) -> list[str]:
    return [inner for status, inner in _entries(path) if stat.S_ISDIR(status.st_mode)]


def _entries(path: str) -> Iterator[tuple[os.stat_result, str]]:
    with os.scandir(path) as entries:
        for entry in entries:
            with contextlib.suppress(FileNotFoundError):
                yield entry.stat(follow_symlinks=False), entry.path


def _pid_namespace() -> int:
    return os.stat("/proc/self/ns/pid").st_ino


def _start_time(pid: int) -> int | None:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    return int(status.rpartition(")")[2].split()[19])
