"""Commands as a shell runs them, in forks of a process that has imported what they need.

A new process takes seconds for that. Each test process has one such process in each network that
it is in, from its first command there on.
"""

from __future__ import annotations

import gc
import os
import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from subprocess import CompletedProcess

COMMANDS = ("nbgrader", "unrolled")
PLACES = os.environ.get("PYTHONPATH")
LONGEST = 240  # seconds that a command may take: one that hangs fails its test, and not the run
NETWORK = Path("/proc/thread-self/ns/net")
IMPORTED_LATE = (  # by a command, once it knows what it is to do
    "autograder.batch.class_run",
    "autograder.batch.regrade",
    "autograder.build.build",
    "autograder.cli.regrade",
    "autograder.cli.report",
    "autograder.nbgrader_plugin.configuration",
    "autograder.nbgrader_plugin.exports",
    "autograder.nbgrader_plugin.preprocessors",
    "autograder.verify.verify",
    "nbgrader.converters",
)


def run(
    command: tuple[str | Path, ...], folder: Path, environment: Mapping[str, str] | None = None
) -> CompletedProcess[str]:
    """Do what `subprocess.run` does; in a process of its own what needs other modules."""
    words = list(map(str, command))
    environment = dict(os.environ if environment is None else environment)
    is_prepared = environment.get("PYTHONPATH") == PLACES and Path(words[0]).name in COMMANDS
    if not is_prepared:
        return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True)
    connection = _imported(os.readlink(NETWORK) if NETWORK.exists() else "the only one")
    with tempfile.TemporaryDirectory(prefix="said-") as said:
        connection.send((words, str(folder), environment, said))
        code = connection.recv()
        output, errors = (Path(said, name).read_text() for name in ("1", "2"))
    return CompletedProcess(words, code, output, errors)


@cache
def _imported(network: str) -> Connection:
    """Start the process that has imported everything, in this network; it ends with this one."""
    ours, theirs = Pipe()
    subprocess.Popen(
        [sys.executable, "-P", __file__, str(theirs.fileno())],
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
    )
    theirs.close()
    return ours


def _serve(connection: Connection) -> None:
    scripts = {name: entry_points(group="console_scripts")[name] for name in COMMANDS}
    functions = {name: script.load() for name, script in scripts.items()}
    for module in IMPORTED_LATE:
        import_module(module)
    gc.freeze()  # else each fork copies what the collector looks at
    while True:
        try:
            words, folder, environment, said = connection.recv()
        except EOFError:
            return
        child = os.fork()
        if not child:
            connection.close()
            _become(folder, environment, said)
            sys.argv = words
            sys.exit(functions[Path(words[0]).name]())
        connection.send(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _become(folder: str, environment: dict[str, str], said: str) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number in (1, 2):
        os.dup2(os.open(f"{said}/{number}", os.O_WRONLY | os.O_CREAT), number)
    tempfile.tempdir = None  # it may be another one here
    random.seed()
    signal.alarm(LONGEST)


if __name__ == "__main__":
    _serve(Connection(int(sys.argv[1])))
