"""What holds on older kernels and on the other processor, as far as it can be tried here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyseccomp
import pytest

from autograder.sandbox import syscalls

# What processors had before there was aarch64; its C library uses their successors.
OLD_CALLS = frozenset(
    """
    access alarm arch_prctl creat dup2 epoll_create epoll_wait eventfd getdents getpgrp link lstat
    mkdir open pause pipe poll readlink rename rmdir select stat symlink time unlink
    """.split()
)

RESTRICTED = """
import os, sys
from autograder.sandbox import landlock, privileges
landlock.abi = lambda: {abi}
ruleset = landlock.Ruleset()
ruleset.allow([sys.argv[1] + "/own"], landlock.OWN)
privileges.forbid_new_privileges()
ruleset.enter()
def may(attempt):
    try:
        return attempt() is not None
    except PermissionError:
        return False
own, foreign = (sys.argv[1] + name for name in ("/own/file", "/foreign"))
print(may(lambda: open(own, "w")), may(lambda: open(foreign)), may(lambda: open(foreign, "w")))
"""

TRUNCATING = """
import os, sys
from autograder.sandbox import privileges, seccomp
privileges.forbid_new_privileges()
seccomp.own_filter(os.getpid(), path_truncation=True).load()
for attempt in (
    lambda: os.truncate(sys.argv[1], 0),
    lambda: os.open(sys.argv[1], os.O_RDONLY | os.O_TRUNC),
    lambda: os.close(os.open(sys.argv[1], os.O_RDONLY)),
):
    try:
        attempt()
        print("done", end=" ")
    except PermissionError:
        print("refused", end=" ")
"""


def said(code: str, argument: Path) -> list[str]:
    command = [sys.executable, "-c", code, str(argument)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


@pytest.mark.sandbox
@pytest.mark.parametrize("abi", [1, 2, 3, 4, 5, 6])
def test_files_are_closed_by_every_landlock(abi: int, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "foreign").write_text("content")
    assert said(RESTRICTED.format(abi=abi), tmp_path) == ["True", "False", "False"]


@pytest.mark.sandbox
def test_what_the_first_landlocks_leave_open_is_closed_by_seccomp(tmp_path: Path) -> None:
    file = tmp_path / "foreign"
    file.write_text("content")
    assert said(TRUNCATING, file) == ["refused", "refused", "done"]
    assert file.read_text() == "content"


def test_aarch64_lacks_no_call_but_old_ones() -> None:
    unknown = {
        call
        for call in syscalls.ALLOWED
        if pyseccomp.resolve_syscall(pyseccomp.Arch.AARCH64, call) < 0
    }
    assert unknown == OLD_CALLS
