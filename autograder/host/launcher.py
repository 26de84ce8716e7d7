"""Starting a zygote: a new program with a clean environment and one open socket."""

from __future__ import annotations

import contextlib
import json
import os
import select
import socket
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from autograder.host import fonts
from autograder.host.failure import SandboxFault

_MODULE: Final = "autograder.sandbox.zygote"
_GOODBYE_SECONDS: Final = 5.0
_ENVIRONMENT: Final = {
    "LANG": "C.UTF-8",
    "MALLOC_ARENA_MAX": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "MKL_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PATH": "/usr/bin:/bin",
    "PYTHONHASHSEED": "0",  # the order of a set of texts is the same each time
}


class Zygote:
    """A zygote, which starts at once and can be asked when it is ready."""

    def __init__(self, folder: Path, switched_off: Iterable[str]) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        arguments = [str(folder.parent), *(f"--without={name}" for name in switched_off)]
        self._folder = folder
        fonts.lend(folder)
        own = dict.fromkeys(("HOME", "TMPDIR", "MPLCONFIGDIR", "IPYTHONDIR"), str(folder))
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-s", "-B", "-m", _MODULE, str(theirs.fileno()), *arguments],
                env=_ENVIRONMENT | own,
                cwd=folder,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._ready = False

    def wait_until_ready(self, seconds: float) -> None:
        """Wait for the zygote to be warm; SandboxFault if that takes longer."""
        if self._ready:
            return
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        if not poll.poll(seconds * 1000) or self._control.recv(16) != b"ready":
            self.close()
            raise SandboxFault("the zygote did not start")
        self._ready = True
        fonts.keep(self._folder)

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def fork(self, request: dict[str, Any], descriptors: Iterable[int]) -> None:
        """Ask for a worker that owns these descriptors."""
        try:
            socket.send_fds(self._control, [json.dumps(request).encode()], list(descriptors))
        except OSError as error:
            raise SandboxFault(f"the zygote is gone: {error}") from None

    def close(self) -> None:
        """End the zygote and with it all its workers."""
        self._control.close()
        if not self._ready:
            self._process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_GOODBYE_SECONDS)
            return
        self._process.kill()
        self._process.wait()


def set_pipe_size(descriptor: int, size: int) -> None:
    """Make a pipe larger where the system allows it; large arrays then need fewer wake-ups."""
    import fcntl

    with contextlib.suppress(OSError):
        fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, size)


def open_pipes() -> tuple[list[int], list[int]]:
    """The host's and the worker's ends of requests, replies and output."""
    requests, replies, output = os.pipe(), os.pipe(), os.pipe()
    ours = [requests[1], replies[0], output[0]]
    for each in ours:
        os.set_blocking(each, False)
    set_pipe_size(requests[1], 1 << 20)
    set_pipe_size(replies[1], 1 << 20)
    return ours, [requests[0], replies[1], output[1]]
