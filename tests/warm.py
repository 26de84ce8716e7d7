"""Commands as a shell runs them, in forks of a process that has imported what they need.

A new process takes seconds for that. Each test process has one such process in each network that
it is in, from its first command there on.
"""

from __future__ import annotations

import ctypes
import gc
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from subprocess import CompletedProcess

from .program import Program, have_replaced, received
from .spare import become, can_become, wait_beside

COMMANDS = ("nbgrader", "unrolled")
QUICK = str(Path(__file__).with_name("quick"))  # takes two seconds from each nbgrader command
LONGEST = 240  # seconds that a command may take: one that hangs fails its test, and not the run
NETWORK = Path("/proc/thread-self/ns/net")
SERVER = (
    "import sys; sys.path.insert(0, sys.argv[1]); from tests import warm; del sys.path[0]; "
    "warm.serve(int(sys.argv[2]))"
)
CLONE = {"x86_64": 56, "aarch64": 220}.get(os.uname().machine)  # the number of the system call
CLONE_PARENT = 0x8000
IMPORTED_LATE = (  # by a command, once it knows what it is to do
    "autograder.batch.class_run",
    "autograder.batch.regrade",
    "autograder.build.build",
    "autograder.cli.collect",
    "autograder.cli.regrade",
    "autograder.cli.report",
    "autograder.cli.serve",
    "autograder.nbgrader_plugin.configuration",
    "autograder.nbgrader_plugin.exports",
    "autograder.nbgrader_plugin.preprocessors",
    "autograder.process.task",
    "autograder.replay.replay",
    "autograder.verify.verify",
    "nbgrader.converters",
)
_asking = threading.Lock()


def run(
    command: tuple[str | Path, ...], folder: Path, environment: Mapping[str, str] | None = None
) -> CompletedProcess[str]:
    """Run a command to its end."""
    with prepared():
        return subprocess.run(
            list(map(str, command)),
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LONGEST,
        )


@contextmanager
def prepared() -> Iterator[None]:
    """Have commands and grading processes that start meanwhile be forks.

    But for those with other modules, on another `PYTHONPATH`.
    """
    leave = have_replaced(_forked) if CLONE is not None else lambda: None
    try:
        yield
    finally:
        leave()


def _forked(program: Program, copies: list[int]) -> int | None:
    places = program.environment.get("PYTHONPATH", "").split(os.pathsep)
    is_command = Path(program.words[0]).name in COMMANDS
    if QUICK not in places or not (is_command or can_become(program)):
        return None
    with _asking:
        server = _server(os.readlink(NETWORK) if NETWORK.exists() else "the only one")
        program.send(server, copies)
        return int(server.recv(16)) or None


@cache
def _server(network: str) -> socket.socket:
    """Start the process that has imported everything, in this network; it ends with this one."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        subprocess.Popen(
            [sys.executable, "-P", "-c", SERVER, Path(__file__).parents[1], str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
        )
    return ours


def serve(number: int) -> None:
    """Start what is asked for over the socket with this number, and say its process id, or 0."""
    scripts = {name: entry_points(group="console_scripts")[name] for name in COMMANDS}
    functions = {name: script.load() for name, script in scripts.items()}
    for module in IMPORTED_LATE:
        import_module(module)
    gc.freeze()  # else each fork copies what the collector looks at
    asked = socket.socket(fileno=number)
    while (told := received(asked)) is not None:
        program, copies = told
        process = _sibling()
        if process:
            asked.send(str(max(process, 0)).encode())  # a machine may not let it
            for copy in copies:
                os.close(copy)
            continue
        if can_become(program):
            become(program, copies)
            sys.exit()
        program.take_over(copies)
        name, *arguments = program.words
        sys.orig_argv = [sys.executable, shutil.which(name) or name, *arguments]
        wait_beside()
        sys.exit(functions[Path(name).name]())


def _sibling() -> int:
    """Fork a process that is a child of whoever started this one, who can then wait for it."""
    ctypes.pythonapi.PyOS_BeforeFork()
    process = ctypes.PyDLL(None).syscall(CLONE, CLONE_PARENT | signal.SIGCHLD, 0, 0, 0, 0)
    if process:
        ctypes.pythonapi.PyOS_AfterFork_Parent()
    else:
        ctypes.pythonapi.PyOS_AfterFork_Child()
    return int(process)
