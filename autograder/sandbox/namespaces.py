"""Namespaces: no network, and a file system that holds what a worker may read and nothing else.

Landlock forbids to open a file, but not to ask whether it exists; in a file system of its own a
worker cannot even ask. The zygote enters the namespaces once, for all its workers; each worker
puts a small memory file system in the place of the folder that holds all scratch folders.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import socket
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyseccomp

from autograder.sandbox import kernel, readable

_NEW_MOUNTS, _NEW_IPC, _NEW_USER, _NEW_NETWORK = 0x20000, 0x8000000, 0x10000000, 0x40000000
_NOSUID, _NODEV, _BIND, _RECURSIVE, _PRIVATE = 2, 4, 0x1000, 0x4000, 0x40000
_MOUNT_SETATTR: Final = 442  # on every architecture
_HERE: Final = -100
_ALSO_BELOW: Final = 0x8000
_READ_ONLY: Final = 1
_DEVICES: Final = ("/dev/null", "/dev/urandom", "/dev/random")


def isolate(paths: Iterable[str], workers: str) -> None:
    """Move this process, which has one thread, into namespaces of its own; raises OSError.

    Parameters
    ----------
    paths : real paths of what can be seen from now on, by their old names.
    workers : the folder that holds the scratch folders.
    """
    _unshare()
    kernel.mount("", "/", "", _RECURSIVE | _PRIVATE)
    root = os.getcwd()
    kernel.mount("unrolled", root, "tmpfs", _NOSUID | _NODEV, "mode=755")
    for path in (*paths, *_DEVICES, "/proc"):
        _show(path, root)
    for link, target in readable.links().items():
        _copy_link(link, target, root)
    os.makedirs(root + workers, mode=0o755)
    _make_read_only(root)
    kernel.mount(workers, root + workers, "", _BIND)
    _pivot(root)
    # The folders are others now, and would be listed anew: workers may not.
    importlib.util.find_spec("something_that_is_nowhere")


def enter(scratch: str, megabytes: int, entries: int) -> None:
    """Put this process's folder on a file system of its own, and hide all processes."""
    given = [path for path in Path(scratch).rglob("*") if path.is_file()]
    files = {path.relative_to(scratch): path.read_bytes() for path in given}
    kernel.unshare(_NEW_MOUNTS | _NEW_IPC)
    size = f"size={megabytes}m,nr_inodes={entries},mode=711,uid={os.getuid()},gid={os.getgid()}"
    kernel.mount("scratch", os.path.dirname(scratch), "tmpfs", _NOSUID | _NODEV, size)
    os.mkdir(scratch, 0o700)
    os.chdir(scratch)
    for path, content in files.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    kernel.unmount("/proc")


def holds(scratch: str, megabytes: int) -> bool:
    """Whether the folder is small, processes are hidden and there is no network."""
    status = os.statvfs(scratch)
    return (
        status.f_blocks * status.f_frsize <= megabytes << 20
        and not os.listdir("/proc")
        and [name for _, name in socket.if_nameindex()] == ["lo"]
    )


def _unshare() -> None:
    flags = _NEW_MOUNTS | _NEW_NETWORK
    uid, gid = os.getuid(), os.getgid()
    if uid == 0:
        kernel.unshare(flags)
        return
    kernel.unshare(flags | _NEW_USER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")


def _show(path: str, root: str) -> None:
    """Bind a file or folder to the same name below the new root."""
    try:
        folder = stat.S_ISDIR(os.stat(path).st_mode)
    except (FileNotFoundError, PermissionError):
        return
    target = root + path
    if os.path.lexists(target) and not folder:
        return
    os.makedirs(target if folder else os.path.dirname(target), mode=0o755, exist_ok=True)
    if not folder:
        Path(target).touch(0o644)
    kernel.mount(path, target, "", _BIND | _RECURSIVE)


def _copy_link(link: str, target: str, root: str) -> None:
    if not os.path.lexists(root + link):
        os.makedirs(os.path.dirname(root + link), mode=0o755, exist_ok=True)
        os.symlink(target, root + link)


class _Attributes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "user")]


def _make_read_only(root: str) -> None:
    attributes = _Attributes(set=_READ_ONLY | _NOSUID)
    kernel.syscall(
        _MOUNT_SETATTR,
        ctypes.c_int(_HERE),
        os.fsencode(root),
        ctypes.c_uint(_ALSO_BELOW),
        ctypes.byref(attributes),
        ctypes.c_size_t(ctypes.sizeof(attributes)),
    )


def _pivot(root: str) -> None:
    os.chdir(root)
    # The old root lands on top of the new one, and is taken off again.
    number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, "pivot_root")
    kernel.syscall(number, b".", b".")
    kernel.unmount(".")
    os.chdir("/")
