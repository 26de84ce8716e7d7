"""A warm process without secrets that forks one confined worker per request.

It is started with the descriptor of its control socket and ends, with all its workers, when the
host closes that socket. Each request brings the worker's pipes and a leash: a socket over which
the host learns the worker's fate, and whose closing kills the worker.
"""

from __future__ import annotations

import argparse
import gc
import os
import socket
import sys
import tempfile
from contextlib import suppress
from pathlib import Path


def main() -> None:
    """Warm up, then serve fork requests until the host goes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("control", type=int)
    parser.add_argument("workers", help="the folder of all scratch folders")
    parser.add_argument("--without", action="append", default=[])
    options = parser.parse_args()
    control = socket.socket(fileno=options.control)
    gc.disable()  # what is imported stays

    from autograder.sandbox.forks import Forks
    from autograder.sandbox.fresh_memory import fill_fresh_memory
    from autograder.sandbox.shell import create_shell
    from autograder.sandbox.warmup import warm_up

    shell = create_shell(tempfile.gettempdir())
    warm_up(shell)
    if len(os.listdir("/proc/self/task")) != 1:
        raise SystemExit("a fork of a process with threads is not safe")
    forks = Forks(control, shell, frozenset(options.without))
    forks.isolate(options.workers)
    _hide_project()
    gc.collect()
    gc.freeze()
    gc.enable()
    fill_fresh_memory()
    with suppress(BrokenPipeError):  # the host has gone meanwhile
        control.send(b"ready")
        forks.serve()


def _hide_project() -> None:
    # Nothing of the project can be imported any more, wherever it is installed.
    import numpy

    for package in ("autograder", "autograder.sandbox"):
        sys.modules[package].__path__ = []
    project = Path(__file__).resolve().parents[2]
    if project != Path(str(numpy.__file__)).resolve().parents[1]:  # a checkout, not a wheel
        sys.path[:] = [entry for entry in sys.path if entry and Path(entry).resolve() != project]


if __name__ == "__main__":
    main()
