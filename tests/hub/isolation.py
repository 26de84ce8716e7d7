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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).parents[2]
CLONE_NEWNET = 0x40000000
SIOCSIFFLAGS = 0x8914
IFF_UP = 1
GRADERS = 24100  # the group that may enter where the project is
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


def with_accounts(
    folder: Path, uids: Mapping[str, int], graders: Sequence[str], learner_environment: Path
) -> list[str]:
    """Return a command that starts another one where these accounts exist.

    They are in copies of /etc/passwd and /etc/group that nobody else sees. The project, and the
    environment in which it is installed, are open to the accounts that grade and to no other,
    wherever they lie.
    """
    groups = [f"{name}:x:{uid}:" for name, uid in uids.items()]
    groups.append(f"graders:x:{GRADERS}:{','.join(graders)}")
    lines = [
        _with_entries(folder, "passwd", (_user(name, uids, folder / "homes") for name in uids))
    ]
    lines += [_with_entries(folder, "group", groups)]
    lines += _opened(
        [PROJECT, Path(sys.prefix), Path(sys.base_prefix), folder, learner_environment]
    )
    lines += _closed_to_others(PROJECT)
    if not Path(sys.prefix).is_relative_to(PROJECT):
        lines += _closed_to_others(Path(sys.prefix))
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
    yield _folder(ASIDE, "mode=700")
    for closed, paths in behind.items():
        yield from _laid_over(closed, paths, "mode=755")


def _closed_to_others(place: Path) -> Iterator[str]:
    """Put the same folder over one, open to those that grade only."""
    yield from _laid_over(place, set(place.iterdir()), f"mode=750,gid={GRADERS}")


def _laid_over(folder: Path, paths: set[Path], options: str) -> Iterator[str]:
    aside = {path: ASIDE / str(path).replace("/", "-") for path in paths}
    for path, place in aside.items():
        yield from _bind(path, place)
    yield _folder(folder, options)
    for path, place in aside.items():
        yield from _bind(place, path, like=path)


def _folder(place: Path, options: str) -> str:
    return shlex.join(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)])


def _bind(what: Path, place: Path, like: Path | None = None) -> Iterator[str]:
    yield shlex.join(["mkdir", "-p", str(place if (like or what).is_dir() else place.parent)])
    if not (like or what).is_dir():
        yield shlex.join(["touch", str(place)])
    yield shlex.join(["mount", "--bind", str(what), str(place)])


def _closed(folder: Path) -> bool:
    return not folder.stat().st_mode & stat.S_IXOTH
