"""System calls that Python does not offer, through the C library."""

from __future__ import annotations

import ctypes
import os
from typing import Any, Final

_LIBC: Final = ctypes.CDLL(None, use_errno=True)
_LIBC.syscall.restype = ctypes.c_long

_MNT_DETACH: Final = 2

PR_SET_PDEATHSIG: Final = 1
PR_GET_PDEATHSIG: Final = 2
PR_SET_DUMPABLE: Final = 4
PR_GET_SECCOMP: Final = 21
PR_CAPBSET_READ: Final = 23
PR_CAPBSET_DROP: Final = 24
PR_GET_SECUREBITS: Final = 27
PR_SET_SECUREBITS: Final = 28
PR_SET_NO_NEW_PRIVS: Final = 38
PR_GET_NO_NEW_PRIVS: Final = 39
PR_CAP_AMBIENT: Final = 47


def prctl(option: int, *arguments: int) -> int:
    """prctl(2); raises OSError."""
    padded = [ctypes.c_ulong(argument) for argument in (*arguments, 0, 0, 0, 0)[:4]]
    return _checked(_LIBC.prctl(option, *padded), "prctl")


def unshare(flags: int) -> None:
    """unshare(2); raises OSError."""
    _checked(_LIBC.unshare(ctypes.c_int(flags)), "unshare")


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    """mount(2); raises OSError."""
    texts = [os.fsencode(text) for text in (source, target, kind)]
    result = _LIBC.mount(*texts, ctypes.c_ulong(flags), os.fsencode(options))
    _checked(result, f"mount on {target}")


def unmount(target: str) -> None:
    """umount2(2), also while something below is in use; raises OSError."""
    _checked(_LIBC.umount2(os.fsencode(target), _MNT_DETACH), f"unmount of {target}")


def syscall(number: int, *arguments: Any) -> int:
    """syscall(2) with ctypes arguments; raises OSError."""
    return _checked(_LIBC.syscall(ctypes.c_long(number), *arguments), f"system call {number}")


def capset(header: ctypes.Structure, data: ctypes.Array[Any]) -> None:
    """capset(2); raises OSError."""
    _checked(_LIBC.capset(ctypes.byref(header), ctypes.byref(data)), "capset")


def capget(header: ctypes.Structure, data: ctypes.Array[Any]) -> None:
    """capget(2); raises OSError."""
    _checked(_LIBC.capget(ctypes.byref(header), ctypes.byref(data)), "capget")


def parent_death_signal() -> int:
    """The signal that this process gets when its parent dies."""
    signal = ctypes.c_int()
    _checked(_LIBC.prctl(PR_GET_PDEATHSIG, ctypes.byref(signal), 0, 0, 0), "prctl")
    return signal.value


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result
