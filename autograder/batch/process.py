"""A warm process for a Dask worker, which may have no children by `multiprocessing`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe
from typing import Any

from autograder.batch.pool import GOODBYE_SECONDS, serve


class Process:
    """Does one task after another; ends with whoever started it."""

    def __init__(self) -> None:
        self._connection, theirs = Pipe()
        number = theirs.fileno()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__, str(number)],
            pass_fds=[number],
            env={"OPENBLAS_NUM_THREADS": "1", **os.environ},
        )
        theirs.close()

    def do(self, task: Callable[[], Any], seconds: float) -> tuple[Any, Exception | None]:
        """Return what the task returned or raised.

        Raises
        ------
        TimeoutError : when it takes longer.
        EOFError, OSError : when the process died.
        """
        self._connection.send(task)
        if not self._connection.poll(seconds):
            raise TimeoutError
        answer: tuple[Any, Exception | None] = self._connection.recv()
        return answer

    def dismiss(self) -> None:
        """Let it end in good order."""
        with suppress(OSError):
            self._connection.send(None)

    def close(self) -> None:
        """Wait until it has ended, but not for ever."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(GOODBYE_SECONDS)
        self.kill()

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()
        self._connection.close()


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
