"""Forking workers, watching them, and telling the host how they ended."""

from __future__ import annotations

import json
import os
import selectors
import signal
import socket
import sys
from dataclasses import dataclass
from typing import Any, NoReturn

from autograder.sandbox import descriptors, layers, names, readable, worker
from autograder.sandbox.channel import Channel
from autograder.sandbox.limits import WorkerLimits
from autograder.sandbox.shell import Shell

_MAX_REQUEST = 1 << 16
_FAILED = 70


@dataclass
class _Fork:
    pid: int
    exit: int
    leash: socket.socket
    killed: bool = False


class Forks:
    """All living workers of this zygote."""

    def __init__(self, control: socket.socket, shell: Shell, switched_off: frozenset[str]) -> None:
        self._control = control
        self._shell = shell
        self._switched_off = switched_off
        self._readable = tuple(readable.readable_paths())
        self._filter = _prepared_filter()
        self._shared_namespaces: str | None = "not entered"
        self._living: dict[int, _Fork] = {}
        self._selector = selectors.DefaultSelector()
        self._selector.register(control, selectors.EVENT_READ, self._accept)

    def isolate(self, workers: str) -> None:
        """Enter the namespaces that all workers share; the machine may forbid it."""
        if names.NAMESPACES in self._switched_off:
            return
        try:
            from autograder.sandbox import namespaces

            namespaces.isolate(self._readable, workers)
            self._shared_namespaces = None
        except Exception as error:
            self._shared_namespaces = str(error) or type(error).__name__

    def serve(self) -> None:
        """Serve until the host closes the control socket."""
        while True:
            for key, _ in self._selector.select():
                key.data()

    def _accept(self) -> None:
        try:
            message, passed, _, _ = socket.recv_fds(self._control, _MAX_REQUEST, 4)
        except ConnectionResetError:  # the host is gone, and has not read all that it was told
            self._end()
        if not message:
            self._end()
        requests, replies, output, leash = passed
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._become_worker(json.loads(message), requests, replies, output, parent)
        for each in (requests, replies, output):
            os.close(each)
        self._watch(_Fork(pid, os.pidfd_open(pid), socket.socket(fileno=leash)))

    def _watch(self, fork: _Fork) -> None:
        self._living[fork.pid] = fork
        self._selector.register(fork.exit, selectors.EVENT_READ, lambda: self._bury(fork))
        self._selector.register(fork.leash, selectors.EVENT_READ, lambda: self._kill(fork))
        _tell(fork.leash, {"pid": fork.pid})

    def _kill(self, fork: _Fork) -> None:
        if fork.pid in self._living and not fork.killed:
            fork.killed = True
            self._selector.unregister(fork.leash)
            os.kill(fork.pid, signal.SIGKILL)

    def _bury(self, fork: _Fork) -> None:
        _, status = os.waitpid(fork.pid, 0)
        del self._living[fork.pid]
        self._selector.unregister(fork.exit)
        if not fork.killed:
            self._selector.unregister(fork.leash)
        _tell(fork.leash, {"status": os.waitstatus_to_exitcode(status), "killed": fork.killed})
        os.close(fork.exit)
        fork.leash.close()

    def _end(self) -> NoReturn:
        for fork in self._living.values():
            os.kill(fork.pid, signal.SIGKILL)
        os._exit(0)

    def _become_worker(
        self, request: dict[str, Any], requests: int, replies: int, output: int, parent: int
    ) -> None:
        try:
            descriptors.arrange(requests, replies, output)
            os.chdir(request["scratch"])
            sys.path.insert(0, request["scratch"])  # as a notebook finds what lies beside it
            os.environ.update(dict.fromkeys(("HOME", "TMPDIR"), request["scratch"]))
            channel = Channel(descriptors.REQUESTS, descriptors.REPLIES)
            limits = WorkerLimits(**request["limits"])
            worker.separate(limits.output_bytes, request["seed"])
            worker.pose_as_notebook()
            report = layers.enter(self._policy(request["scratch"], limits, parent))
            channel.send({"held": report.held, "missing": report.missing})
            if set(report.missing) - names.OPTIONAL <= set(request["accepted_gaps"]):
                worker.Worker(self._shell, channel).serve()
        except MemoryError:  # learners' code keeps all of it
            os._exit(names.FULL_STATUS)
        finally:
            os._exit(_FAILED)

    def _policy(self, scratch: str, limits: WorkerLimits, parent: int) -> layers.Policy:
        return layers.Policy(
            parent=parent,
            scratch=scratch,
            readable=self._readable,
            limits=limits,
            shared_filter=self._filter,
            no_namespaces=self._shared_namespaces,
            switched_off=self._switched_off,
        )


def _prepared_filter() -> Any:
    # Without libseccomp the layer is missing, which each worker reports.
    try:
        from autograder.sandbox import seccomp

        return seccomp.shared_filter()
    except Exception:
        return None


def _tell(leash: socket.socket, message: dict[str, Any]) -> None:
    try:
        leash.send(json.dumps(message).encode() + b"\n")
    except OSError:
        # The host no longer wants to know.
        return
