"""A grading process: a program of its own that does tasks, within a budget for each."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe
from types import TracebackType
from typing import Any, Final

from autograder.budget import Budget
from autograder.process.meter import Meter
from autograder.process.serve import serve

LOOK_SECONDS: Final = 0.2  # how often to look at what a task uses
GOODBYE_SECONDS: Final = 10.0


class Died(Exception):
    """A task that did not end, since its process was killed."""


class Overrun(Died):
    """A task that was ended, since it used more than its budget."""


class Stopped(Exception):
    """A task that was ended, since somebody wanted it to be."""


class Process:
    """Does one task after another; ends with whoever started it.

    It starts at once, so that it is warm when it is needed. A process that died is replaced when
    the next task comes. A context manager.
    """

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._start()

    def __enter__(self) -> Process:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.dismiss()
        self.close()

    def do(self, task: Callable[[], Any]) -> Any:
        """Return what the task returned, or raise what it raised.

        Raises
        ------
        Died : when the process was killed; Overrun when that was because of the budget.
        """
        if self._process.poll() is not None:
            self._connection.close()
            self._start()
        try:
            self._connection.send(task)
            result, error = self._answer()
        except (EOFError, OSError):
            self._process.kill()
            self._process.wait()
            raise Died("its process was killed") from None
        if isinstance(error, Overrun):  # what is left of it is still in the way
            self._process.kill()
            self._process.wait()
        if error is not None:
            raise error
        return result

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

    def _start(self) -> None:
        self._connection, theirs = Pipe()
        number = theirs.fileno()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__, str(number)],
            pass_fds=[number],
            stdin=subprocess.DEVNULL,
            env={"OPENBLAS_NUM_THREADS": "1", **os.environ},
        )
        theirs.close()

    def _answer(self) -> tuple[Any, Exception | None]:
        meter = Meter(self._process.pid, self._budget)
        while not self._connection.poll(LOOK_SECONDS):
            reason = meter.overrun()
            if reason is not None:
                self._process.kill()
                self._process.wait()
                raise Overrun(reason)
        return received(self._connection, self._budget)


def received(connection: Connection, budget: Budget) -> tuple[Any, Exception | None]:
    """Return what a grading process answers: what a task returned, or raised.

    Raises
    ------
    Overrun : when it is larger than the budget allows; nothing more can be received then.
    EOFError, OSError : when the process died.
    """
    limit = budget.output_mb << 20
    try:
        content = connection.recv_bytes(limit)
    except OSError as error:
        if error.errno is None:  # the connection's own word for a message that is too long
            return None, Overrun(f"more than {budget.output_mb} MB came of it")
        raise
    answer: tuple[Any, Exception | None] = pickle.loads(content)  # noqa: S301  # ours: see serve
    return answer


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
