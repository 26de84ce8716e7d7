"""Worker processes side by side; a task outlives the process that it was given to."""

from __future__ import annotations

import multiprocessing
import multiprocessing.forkserver as forkserver
import os
import queue
import signal
import tempfile
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext
from typing import Any, Generic, TypeVar

from autograder.grading.course import CourseError

PRELOADED = "autograder.batch.task"
MOST_DEATHS = 2
GOODBYE_SECONDS = 10.0

T = TypeVar("T", bound=Callable[[], Any])


class Died(Exception):
    """A task whose process was killed each time that it was tried."""


def warm_up() -> ForkServerContext:
    """Start importing what worker processes need; returns at once."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # there is a process for each core
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([PRELOADED])
    try:
        forkserver.ensure_running()
    except OSError as error:
        raise CourseError(
            f"No process can be started from {tempfile.gettempdir()} ({error}): set TMPDIR to "
            "another, shorter folder."
        ) from None
    return context


@dataclass(frozen=True)
class Done(Generic[T]):
    """A task that ended, with what it returned or raised."""

    task: T
    result: Any = None
    error: Exception | None = None


class Pool(Generic[T]):
    """Runs tasks, which are calls that can be pickled, in processes.

    A process that dies is replaced, and its task given to another one.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._context = warm_up()
        self._waiting: deque[Job[T]] = deque()
        self._workers = [_Worker[T](self._context) for _ in range(jobs)]

    def __enter__(self) -> Pool[T]:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self.kill()

    def submit(self, task: T) -> None:
        """Have a task done."""
        self._waiting.append(Job(task))
        self._assign()

    def submit_first(self, task: T) -> None:
        """Have a task done before all that wait."""
        self._waiting.appendleft(Job(task))
        self._assign()

    @property
    def unfinished(self) -> int:
        """How many tasks wait or are being done."""
        return len(self._waiting) + sum(worker.job is not None for worker in self._workers)

    def done(self, seconds: float) -> list[Done[T]]:
        """Wait for tasks to end, at most for some time."""
        ends: list[Done[T]] = []
        for ready in wait([worker.connection for worker in self._workers], seconds):
            worker = next(worker for worker in self._workers if worker.connection is ready)
            job = worker.job
            try:
                result, error = worker.answer()
            except (EOFError, OSError):
                self._replace(worker)
                ends.extend(self._died(job))
            else:
                assert job is not None
                ends.append(Done(job.task, result, error))
        self._assign()
        return ends

    def close(self) -> None:
        """End all processes, each in good order."""
        for worker in self._workers:
            worker.dismiss()
        for worker in self._workers:
            worker.end(GOODBYE_SECONDS)

    def kill(self) -> None:
        """End all processes at once."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.end(GOODBYE_SECONDS)

    def _assign(self) -> None:
        for worker in self._workers:
            if worker.job is None and self._waiting:
                worker.give(self._waiting.popleft())

    def _replace(self, worker: _Worker[T]) -> None:
        worker.end(0)
        self._workers[self._workers.index(worker)] = _Worker(self._context)

    def _died(self, job: Job[T] | None) -> list[Done[T]]:
        if job is None:
            return []
        job.deaths += 1
        if job.deaths < MOST_DEATHS:
            self._waiting.appendleft(job)
            return []
        return [Done(job.task, error=Died(f"its process was killed {MOST_DEATHS} times"))]


@dataclass
class Job(Generic[T]):
    """A task, and how many processes died of it."""

    task: T
    deaths: int = 0


class _Worker(Generic[T]):
    def __init__(self, context: ForkServerContext) -> None:
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        self.job: Job[T] | None = None

    def give(self, job: Job[T]) -> None:
        self.job = job
        with suppress(OSError):  # a dead process shows when it is waited for
            self.connection.send(job.task)

    def answer(self) -> tuple[Any, Exception | None]:
        result: tuple[Any, Exception | None] = self.connection.recv()
        self.job = None
        return result

    def dismiss(self) -> None:
        with suppress(OSError):
            self.connection.send(None)

    def end(self, seconds: float) -> None:
        self.process.join(seconds)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.connection.close()


def serve(connection: Connection) -> None:
    """Do tasks until there is none, or until nobody is left to do them for."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the class run decides when to stop
    tasks: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(connection, tasks), daemon=True).start()
    while (task := tasks.get()) is not None:
        answer: tuple[Any, Exception | None]
        try:
            answer = (task(), None)
        except Exception as error:
            answer = (None, error)
        _send(connection, answer)
    from autograder.batch.task import close

    close()


def _receive(connection: Connection, tasks: queue.SimpleQueue[Any]) -> None:
    try:
        while (task := connection.recv()) is not None:
            tasks.put(task)
    except (EOFError, OSError):
        os._exit(1)  # also in the middle of a task: the class run is dead
    tasks.put(None)


def _send(connection: Connection, answer: tuple[Any, Exception | None]) -> None:
    try:
        connection.send(answer)
    except (TypeError, AttributeError, ValueError) as unsendable:
        connection.send((None, RuntimeError(f"{answer[1] or unsendable}")))
