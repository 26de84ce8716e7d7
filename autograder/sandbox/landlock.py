"""Landlock: which files a process can open, for itself and everything it becomes."""

from __future__ import annotations

import ctypes
import os
import stat
from collections.abc import Iterable
from typing import Final

from autograder.sandbox import kernel

# The numbers are the same on every architecture.
_CREATE_RULESET: Final = 444
_ADD_RULE: Final = 445
_RESTRICT_SELF: Final = 446

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = (1 << bit for bit in range(4))
_REMOVE_DIR, _REMOVE_FILE = 1 << 4, 1 << 5
_MAKE_DIR, _MAKE_REG, _MAKE_SYM = 1 << 7, 1 << 8, 1 << 12
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15

READ: Final = _READ_FILE | _READ_DIR
READ_AND_WRITE_FILE: Final = _READ_FILE | _WRITE_FILE
OWN: Final = (
    READ | _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE
    | _MAKE_DIR | _MAKE_REG | _MAKE_SYM | _REFER | _TRUNCATE
)  # fmt: skip
_FOR_FILES: Final = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV

_FILE_RIGHTS_BY_ABI: Final = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16, 6: 16, 7: 16, 8: 16, 9: 17}
_NEWEST_ABI: Final = max(_FILE_RIGHTS_BY_ABI)
_ALL_TCP: Final = 0b11
_ALL_SCOPES: Final = 0b11


class _Ruleset(ctypes.Structure):
    _fields_ = [
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scopes", ctypes.c_uint64),
    ]


class _PathRule(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("rights", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def abi() -> int:
    """The version that the running kernel offers; OSError if it offers none."""
    return kernel.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1))


class Ruleset:
    """Denies everything that Landlock knows but what is allowed."""

    def __init__(self) -> None:
        known = min(abi(), _NEWEST_ABI)
        self._rights = (1 << _FILE_RIGHTS_BY_ABI[known]) - 1
        attributes = _Ruleset(
            self._rights,
            _ALL_TCP if known >= 4 else 0,
            _ALL_SCOPES if known >= 6 else 0,
        )
        size = 24 if known >= 6 else 16 if known >= 4 else 8
        self._descriptor = kernel.syscall(
            _CREATE_RULESET, ctypes.byref(attributes), ctypes.c_size_t(size), ctypes.c_uint32(0)
        )

    def allow(self, paths: Iterable[str], rights: int) -> None:
        """Allow rights on these files and on everything below these folders."""
        for path in paths:
            try:
                descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
            except (FileNotFoundError, PermissionError):
                continue
            try:
                self._allow_descriptor(descriptor, rights)
            finally:
                os.close(descriptor)

    def _allow_descriptor(self, descriptor: int, rights: int) -> None:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            rights &= _FOR_FILES
        rule = _PathRule(rights & self._rights, descriptor)
        kernel.syscall(
            _ADD_RULE,
            ctypes.c_int(self._descriptor),
            ctypes.c_int(1),
            ctypes.byref(rule),
            ctypes.c_uint32(0),
        )

    def enter(self) -> None:
        """Bind the calling thread and its descendants, for ever."""
        kernel.syscall(_RESTRICT_SELF, ctypes.c_int(self._descriptor), ctypes.c_uint32(0))
        os.close(self._descriptor)
