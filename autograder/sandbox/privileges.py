"""Users, capabilities, privileges gained by exec, and the tie to the parent process."""

from __future__ import annotations

import ctypes
import os
import signal
from pathlib import Path
from typing import Final

import numpy

from autograder.sandbox import kernel

_CAPABILITY_VERSION_3: Final = 0x20080522
_CAP_SETPCAP: Final = 8
_LAST_POSSIBLE_CAPABILITY: Final = 63
_AMBIENT_CLEAR_ALL: Final = 4
_NO_SETUID_FIXUP: Final = 0b100
# NOROOT, NO_SETUID_FIXUP and NO_CAP_AMBIENT_RAISE, each with its lock, and KEEP_CAPS locked off.
_NEVER_REGAIN: Final = 0b11101111
_FIRST_FREE_UID: Final = 0x70000000
_FIRST_DYNAMIC_UID: Final = 61184
_DYNAMIC_UIDS: Final = 4336


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _Sets(ctypes.Structure):
    _fields_ = [
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    ]


def forbid_new_privileges() -> None:
    """No exec will ever grant a privilege; Landlock and seccomp require it."""
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)


def new_privileges_forbidden() -> bool:
    """Whether forbid_new_privileges holds."""
    return kernel.prctl(kernel.PR_GET_NO_NEW_PRIVS) == 1


def become_own_user(folder: str) -> None:
    """Become a user that nobody else is, and the owner of `folder`; raises OSError.

    Capabilities stay until they are dropped: what follows still needs them.
    """
    uid = _unused_uid()
    _require_reachable(uid, folder)
    for path in (*Path(folder).rglob("*"), Path(folder)):
        os.chown(path, uid, uid)
    kernel.prctl(kernel.PR_SET_SECUREBITS, _NO_SETUID_FIXUP)
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)  # lets the host see which files are open


def never_root() -> bool:
    """Whether none of this process's users is root."""
    return 0 not in os.getresuid()


def drop_capabilities() -> None:
    """Give up every capability for good, also as root."""
    if _may_change_bounds():
        for capability in _existing_capabilities():
            kernel.prctl(kernel.PR_CAPBSET_DROP, capability)
        kernel.prctl(kernel.PR_SET_SECUREBITS, _NEVER_REGAIN)
    kernel.prctl(kernel.PR_CAP_AMBIENT, _AMBIENT_CLEAR_ALL)
    kernel.capset(_Header(_CAPABILITY_VERSION_3, 0), (_Sets * 2)())


def capabilities_dropped() -> bool:
    """Whether no capability is held and, for root, none can come back."""
    if any(word for sets in _held() for word in (sets.effective, sets.permitted, sets.inheritable)):
        return False
    if os.geteuid() != 0:
        return True
    bounds = any(kernel.prctl(kernel.PR_CAPBSET_READ, each) for each in _existing_capabilities())
    return not bounds and kernel.prctl(kernel.PR_GET_SECUREBITS) == _NEVER_REGAIN


def tie_to_parent(parent: int) -> None:
    """Die with the parent; a session of its own keeps its signals away from others."""
    os.setsid()
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        raise OSError("the parent is gone")


def tied_to_parent() -> bool:
    """Whether tie_to_parent holds."""
    return kernel.parent_death_signal() == signal.SIGKILL and os.getsid(0) == os.getpid()


def _unused_uid() -> int:
    # Beyond what systemd gives to people, services and containers; a container may have less.
    uid = _FIRST_FREE_UID + os.getpid()
    return uid if _exists_here(uid) else _FIRST_DYNAMIC_UID + os.getpid() % _DYNAMIC_UIDS


def _exists_here(uid: int) -> bool:
    with open("/proc/self/uid_map") as file:
        ranges = [[int(word) for word in line.split()] for line in file]
    return any(first <= uid < first + length for first, _, length in ranges)


def _require_reachable(uid: int, folder: str) -> None:
    os.seteuid(uid)
    try:
        for path in (os.__file__, str(numpy.__file__)):
            if not os.access(path, os.R_OK, effective_ids=True):
                raise OSError(f"only root can read {path}: install Python where everybody may")
        if not os.path.exists(folder):
            raise OSError(f"only root can enter {folder}: set TMPDIR to where everybody may")
    finally:
        os.seteuid(0)


def _held() -> ctypes.Array[_Sets]:
    sets = (_Sets * 2)()
    kernel.capget(_Header(_CAPABILITY_VERSION_3, 0), sets)
    return sets


def _may_change_bounds() -> bool:
    return bool(_held()[0].effective & 1 << _CAP_SETPCAP)


def _existing_capabilities() -> list[int]:
    existing = []
    for capability in range(_LAST_POSSIBLE_CAPABILITY + 1):
        try:
            kernel.prctl(kernel.PR_CAPBSET_READ, capability)
        except OSError:
            break
        existing.append(capability)
    return existing
