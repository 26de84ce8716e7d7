"""seccomp: which system calls the kernel answers, with libseccomp's tables.

Two filters are stacked. The large one is the same for all workers and prepared once; the small
one knows the process id, which exists only after the fork.
"""

from __future__ import annotations

import errno
import os
import signal
import socket
from collections.abc import Callable, Iterable
from typing import Final

import pyseccomp
from pyseccomp import ALLOW, EQ, ERRNO, KILL_PROCESS, MASKED_EQ, NE, Arg, Attr, SyscallFilter

from autograder.sandbox import kernel, syscalls

_FILTER_MODE: Final = 2
_UNKNOWN_SYSCALL: Final = -1
_SOCKET_TYPE: Final = 0xF

_CLONE_VM, _CLONE_SIGHAND, _CLONE_THREAD = 0x100, 0x800, 0x10000
_A_THREAD: Final = _CLONE_VM | _CLONE_SIGHAND | _CLONE_THREAD
# NEWTIME, NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET.
_NEW_NAMESPACE: Final = 0x80 | 0x20000 | 0x7E000000


def shared_filter() -> SyscallFilter:
    """The allowlist. What it does not know looks like a call that the kernel does not have."""
    rules = SyscallFilter(ERRNO(errno.ENOSYS))
    rules.set_attr(Attr.ACT_BADARCH, KILL_PROCESS)
    rules.set_attr(Attr.CTL_NNP, 0)
    _add_all(rules, ALLOW, syscalls.ALLOWED)
    _add_all(rules, ERRNO(0), syscalls.PRETENDED)
    _add_all(rules, ERRNO(errno.EPERM), syscalls.REFUSED)
    _allow_values(rules, "fcntl", 1, syscalls.FCNTL_COMMANDS)
    _allow_values(rules, "ioctl", 1, syscalls.IOCTL_REQUESTS)
    _allow_values(rules, "prctl", 0, syscalls.PRCTL_OPTIONS)
    for own_only in ("prlimit64", "sched_setaffinity"):
        _allow_values(rules, own_only, 0, (0,))
        _add(rules, ERRNO(errno.EPERM), own_only, Arg(0, NE, 0))
    _add_threads(rules)
    _add_sockets(rules)
    return rules


def own_filter(pid: int, path_truncation: bool) -> SyscallFilter:
    """Signals reach this process only; `path_truncation` closes what an old Landlock leaves."""
    rules = SyscallFilter(ALLOW)
    rules.set_attr(Attr.ACT_BADARCH, KILL_PROCESS)
    rules.set_attr(Attr.CTL_NNP, 0)
    refuse = ERRNO(errno.EPERM)
    for call in ("kill", "tgkill"):
        _add(rules, refuse, call, Arg(0, NE, pid))
    if path_truncation:
        mode = os.O_ACCMODE | os.O_TRUNC
        _add(rules, refuse, "truncate")
        _add(rules, refuse, "open", Arg(1, MASKED_EQ, mode, os.O_RDONLY | os.O_TRUNC))
        _add(rules, refuse, "openat", Arg(2, MASKED_EQ, mode, os.O_RDONLY | os.O_TRUNC))
    return rules


def holds() -> bool:
    """Whether the filters are in force: asked of the kernel, and tried."""
    return (
        kernel.prctl(kernel.PR_GET_SECCOMP) == _FILTER_MODE
        and _refused(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM))
        and _refused(lambda: os.kill(os.getppid(), 0))
        and _refused(lambda: os.execv("/nonexistent", ["nonexistent"]))
        and _refused(lambda: signal.pidfd_send_signal(0, 0))
    )


def _refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError as error:
        return error.errno == errno.EPERM
    return False


def _add_threads(rules: SyscallFilter) -> None:
    # clone3 hides its flags behind a pointer; it stays unknown and the C library uses clone.
    thread = Arg(0, MASKED_EQ, _A_THREAD | _NEW_NAMESPACE, _A_THREAD)
    _add(rules, ALLOW, "clone", thread)
    _add(rules, ERRNO(errno.EPERM), "clone", Arg(0, MASKED_EQ, _CLONE_THREAD, 0))


def _add_sockets(rules: SyscallFilter) -> None:
    # asyncio needs a pair of streams. A pair of datagram sockets could send to any named socket.
    pair = (Arg(0, EQ, socket.AF_UNIX), Arg(1, MASKED_EQ, _SOCKET_TYPE, socket.SOCK_STREAM))
    _add(rules, ALLOW, "socketpair", *pair)
    _add(rules, ALLOW, "sendto", Arg(4, EQ, 0))


def _allow_values(rules: SyscallFilter, call: str, position: int, values: tuple[int, ...]) -> None:
    for value in values:
        _add(rules, ALLOW, call, Arg(position, EQ, value))


def _add_all(rules: SyscallFilter, action: int, calls: Iterable[str]) -> None:
    for call in sorted(calls):
        _add(rules, action, call)


def _add(rules: SyscallFilter, action: int, call: str, *arguments: Arg) -> None:
    # Names that this libseccomp or this architecture does not know stay unknown calls.
    if pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, call) != _UNKNOWN_SYSCALL:
        rules.add_rule(action, call, *arguments)
