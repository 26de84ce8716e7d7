"""One more fork beside a command in `warm`: the process that it would start, to grade or to print.

It is forked before the command does anything, so that it knows nothing of it.
"""

from __future__ import annotations

import os
import re
import runpy
import socket
import sys

from .program import Program, have_replaced, received

KINDS = re.compile(r"-m autograder\.process\.process |-c from multiprocessing\.forkserver ")


def wait_beside() -> None:
    """Fork the process, which takes the place of the first one it can; there, never return."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    spare = os.fork()
    if not spare:
        ours.close()
        told = received(theirs)
        if told is not None:
            become(*told)
        sys.exit()
    theirs.close()

    def take(program: Program, copies: list[int]) -> int | None:
        if not can_become(program):
            return None
        leave()
        program.send(ours, copies)
        ours.close()
        return spare

    leave = have_replaced(take)


def can_become(program: Program) -> bool:
    """Say whether all that a program needs is imported here."""
    return KINDS.search(" ".join(program.words)) is not None


def become(program: Program, copies: list[int]) -> None:
    """Do what Python does when it is started for this; return when it has ended."""
    program.take_over(copies)
    option = next(place for place, word in enumerate(program.words) if word in ("-c", "-m"))
    kind, what, *sys.argv[1:] = program.words[option:]
    if kind == "-m":
        del sys.modules[what]  # else it is said that it is there already
        runpy.run_module(what, run_name="__main__", alter_sys=True)
    else:
        exec(what, {"__name__": "__main__"})
