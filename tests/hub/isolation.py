"""Where the hub runs: without a network, among accounts that exist nowhere else."""

from __future__ import annotations

import ctypes
import fcntl
import os
import shlex
import socket
import stat
import struct
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).parents[2]
CLONE_NEWNET = 0x40000000
SIOCSIFFLAGS = 0x8914
IFF_UP = 1
ASIDE = Path("/mnt")  # where things wait while a folder is laid over another
LIBC = ctypes.CDLL(None, use_errno=True)


@contextmanager
def loopback_only() -> Iterator[bool]:
    """Move this thread, and all it starts, to where there is no network but loopback.

    Hands out whether the machine allows it.
    """
    before = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
    moved = LIBC.unshare(CLONE_NEWNET) == 0
    try:
        if moved:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
                fcntl.ioctl(handle, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", IFF_UP))
        yield moved
    finally:
        if moved:
            LIBC.setns(before, CLONE_NEWNET)
        os.close(before)


def with_accounts(folder: Path, uids: Mapping[str, int], homes: Path) -> list[str]:
    """Return a command that starts another one where these accounts exist.

    They are in copies of /etc/passwd and /etc/group that nobody else sees. Other users can run
    the project there, also if it lies in a folder that is closed to them.
    """
    lines = [_with_entries(folder, "passwd", (_user(name, uids, homes) for name in uids))]
    lines += [_with_entries(folder, "group", (f"{name}:x:{uid}:" for name, uid in uids.items()))]
    lines += _opened([PROJECT, Path(sys.prefix), Path(sys.base_prefix), folder])
    script = folder / "launch"
    script.write_text("\n".join([*lines, 'exec "$@"\n']))
    return ["unshare", "--mount", "--propagation", "private", "sh", "-eu", str(script)]


def _user(name: str, uids: Mapping[str, int], homes: Path) -> str:
    return f"{name}:x:{uids[name]}:{uids[name]}::{homes / name}:/bin/sh"


def _with_entries(folder: Path, name: str, entries: Iterable[str]) -> str:
    copy = folder / name
    copy.write_text("\n".join([Path("/etc", name).read_text().rstrip("\n"), *entries, ""]))
    return shlex.join(["mount", "--bind", str(copy), f"/etc/{name}"])


def _opened(needed: list[Path]) -> Iterator[str]:
    """Put an open folder with only what is needed over each closed folder on the way to it."""
    behind: dict[Path, set[Path]] = {}
    for path in needed:
        closed = next((part for part in (*reversed(path.parents), path) if _closed(part)), None)
        if closed is not None:
            behind.setdefault(closed, set()).update(path.iterdir() if path == closed else [path])
    yield _open_folder(ASIDE)
    for closed, paths in behind.items():
        aside = {path: ASIDE / str(path).replace("/", "-") for path in paths}
        for path, place in aside.items():
            yield from _bind(path, place)
        yield _open_folder(closed)
        for path, place in aside.items():
            yield from _bind(place, path, like=path)


def _open_folder(place: Path) -> str:
    return shlex.join(["mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", str(place)])


def _bind(what: Path, place: Path, like: Path | None = None) -> Iterator[str]:
    yield shlex.join(["mkdir", "-p", str(place if (like or what).is_dir() else place.parent)])
    if not (like or what).is_dir():
        yield shlex.join(["touch", str(place)])
    yield shlex.join(["mount", "--bind", str(what), str(place)])


def _closed(folder: Path) -> bool:
    return not folder.stat().st_mode & stat.S_IXOTH
