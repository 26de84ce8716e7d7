"""What a process is told to become, in place of a program that would be started anew."""

from __future__ import annotations

import _posixsubprocess
import fcntl
import os
import pickle
import random
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder import content

MOST_DESCRIPTORS = 512  # that a process has open
MOST_PASSED = 64  # of them, given to it
MOST_BYTES = 1 << 17  # that tell what to become
PREEXEC_FN = 21  # the place of this argument


@dataclass(frozen=True)
class Program:
    """The words of a command line, and what a process with them has."""

    words: list[str]
    descriptors: list[int]
    environment: dict[str, str]
    folder: str
    in_new_session: bool

    def send(self, to: socket.socket, copies: list[int]) -> None:
        """Tell a process to become it, and give it copies of what will be its descriptors."""
        socket.send_fds(to, [pickle.dumps(self)], copies)

    def take_over(self, copies: list[int]) -> None:
        """Make this process look as if it had been started for it."""
        apart = [fcntl.fcntl(copy, fcntl.F_DUPFD, MOST_DESCRIPTORS) for copy in copies]
        os.closerange(3, MOST_DESCRIPTORS)
        for copy, number in zip(apart, self.descriptors, strict=True):
            os.dup2(copy, number)
            os.close(copy)
        if self.in_new_session:
            os.setsid()
        os.chdir(self.folder)
        os.environ.clear()
        os.environ.update(self.environment)
        tempfile.tempdir = None  # it may be another one here
        random.seed()
        sys.argv = self.words
        places = filter(None, os.environ.get(content.VARIABLE, "").split(os.pathsep))
        content._folders[:] = map(Path, places)  # what it read when it was imported


def received(told: socket.socket) -> tuple[Program, list[int]] | None:
    """Wait to be told what to become; None when nobody is left to tell it."""
    packed, copies, *_ = socket.recv_fds(told, MOST_BYTES, MOST_PASSED)
    if not packed:
        return None
    return pickle.loads(packed), copies  # noqa: S301  # it comes from `send`, over our own socket


def have_replaced(take: Callable[[Program, list[int]], int | None]) -> Callable[[], None]:
    """Ask first who takes the place of a new process: a child of this one, or None.

    Returns
    -------
    what undoes it.
    """
    start = _posixsubprocess.fork_exec

    def fork_exec(*how: Any) -> int:
        child = take(*_asked_for(*how)) if how[PREEXEC_FN] is None else None
        return start(*how) if child is None else child

    _use(fork_exec)
    return lambda: _use(start)


def _use(fork_exec: Callable[..., int]) -> None:
    _posixsubprocess.fork_exec = fork_exec
    subprocess._fork_exec = fork_exec


def _asked_for(*how: Any) -> tuple[Program, list[int]]:
    words, _, _, kept, folder, environment, *pipes, failed, _, apart = how[:16]
    stdin, _, _, stdout, _, stderr, _ = pipes
    given = {0: stdin, 1: stdout, 2: stderr} | {each: each for each in kept if each != failed}
    given = {number: each for number, each in given.items() if each != -1}
    pairs = (os.fsdecode(each).partition("=") for each in environment or ())
    program = Program(
        words=[os.fsdecode(word) for word in words],
        descriptors=list(given),
        environment={name: value for name, _, value in pairs} or dict(os.environ),
        folder=os.fsdecode(folder or os.getcwd()),
        in_new_session=bool(apart),
    )
    return program, list(given.values())
