"""Worker processes side by side; a task outlives the process that it was given to."""

from __future__ import annotations

import multiprocessing
import multiprocessing.forkserver as forkserver
import os
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext
from multiprocessing.util import Finalize, get_temp_dir
from typing import Any, Generic, TypeVar

from autograder.budget import Budget
from autograder.grading.course import CourseError
from autograder.host import scratch
from autograder.process.meter import Meter
from autograder.process.process import (
    GOODBYE_SECONDS,
    LOOK_SECONDS,
    Died,
    Overrun,
    Stopped,
    received,
)
from autograder.process.serve import AtOnce, serve

PRELOADED = "autograder.process.task"
MOST_DEATHS = 2
STOP_SECONDS = 5.0  # after which a task that was to stop is killed with its process
AFTER_THE_SOCKETS = -101  # multiprocessing removes its folder at -100

T = TypeVar("T", bound=Callable[[], Any])


def warm_up() -> ForkServerContext:
    """Start importing what worker processes need; returns at once."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # there is a process for each core
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([PRELOADED])
    try:
        _meet_in_a_scratch_folder()
        forkserver.ensure_running()
    except OSError as error:
        raise CourseError(
            f"No process can be started from {tempfile.gettempdir()} ({error}): set TMPDIR to "
            "another, shorter folder."
        ) from None
    return context


@cache
def _meet_in_a_scratch_folder() -> None:
    """Have multiprocessing keep its sockets where a later run cleans up if this one is killed."""
    root = scratch.create_root()
    usual, tempfile.tempdir = tempfile.tempdir, str(root)
    try:
        get_temp_dir()
    finally:
        tempfile.tempdir = usual
    Finalize(None, scratch.remove, args=(root,), exitpriority=AFTER_THE_SOCKETS)


@dataclass(frozen=True)
class Done(Generic[T]):
    """A task that ended, with what it returned or raised.

    `silence` is for how many seconds its process waited for others at most, if somebody looked.
    """

    task: T
    result: Any = None
    error: Exception | None = None
    silence: float | None = None


class Pool(Generic[T]):
    """Runs tasks, which are calls that can be pickled, in processes.

    A process that dies is replaced, and its task given to another one. One that uses more than
    the budget for a task is killed.

    Parameters
    ----------
    warming : what each process does while there is nothing else, once; nobody is told the results.
    """

    def __init__(self, jobs: int, budget: Budget, warming: Sequence[T] = ()) -> None:
        self.jobs = jobs
        self._budget = budget
        self._warming = tuple(warming)
        self._context = warm_up()
        self._waiting: deque[Job[T]] = deque()
        self._workers = [self._new_worker(self._warming) for _ in range(jobs)]
        self._assign()

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

    def stop(self, task: T, how: AtOnce) -> None:
        """Have a task end with Stopped, if it is still being done: by such a call, or by force."""
        for worker in self._workers:
            if worker.job is not None and worker.job.task is task:
                worker.stop(worker.job, how)

    @property
    def running(self) -> list[tuple[T, Meter]]:
        """The tasks that are being done, and what they use."""
        return [
            (worker.job.task, worker.meter)
            for worker in self._workers
            if worker.job is not None and worker.works
        ]

    @property
    def unfinished(self) -> int:
        """How many tasks wait or are being done."""
        return len(self._waiting) + sum(worker.works for worker in self._workers)

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing that could end."""
        return not self._waiting and all(
            worker.job is None and not worker.warming for worker in self._workers
        )

    @property
    def is_warm(self) -> bool:
        """Whether a process has nothing left that it does once."""
        return any(not worker.warming and not worker.warms for worker in self._workers)

    def done(self, seconds: float) -> list[Done[T]]:
        """Wait for tasks to end, at most for some time."""
        ends: list[Done[T]] = []
        ready = wait([worker.connection for worker in self._workers], min(seconds, LOOK_SECONDS))
        for worker in list(self._workers):
            if worker.connection in ready:
                ends.extend(self._answered(worker))
            elif worker.job is not None:
                ends.extend(self._ended_if_overrun(worker, worker.job))
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
            elif worker.job is None and worker.warming:
                worker.warm()

    def _answered(self, worker: _Worker[T]) -> list[Done[T]]:
        job, only_warms = worker.job, worker.warms
        try:
            result, error = worker.answer()
        except (EOFError, OSError):
            self._replace(worker)
            return [] if only_warms else self._died(job)
        assert job is not None
        if isinstance(error, Overrun):
            self._replace(worker)
        return [] if only_warms else [Done(job.task, result, error, worker.meter.longest_silence)]

    def _ended_if_overrun(self, worker: _Worker[T], job: Job[T]) -> list[Done[T]]:
        reason = worker.meter.overrun()
        if reason is None:
            return []
        self._replace(worker)
        error = Stopped() if job.stopped else Overrun(reason)
        return [] if worker.warms else [Done(job.task, error=error)]

    def _replace(self, worker: _Worker[T]) -> None:
        worker.process.kill()
        worker.end(0)
        left = worker.warming if worker.warms else self._warming  # what it died of is not done anew
        self._workers[self._workers.index(worker)] = self._new_worker(left)

    def _new_worker(self, warming: Iterable[T]) -> _Worker[T]:
        return _Worker(self._context, self._budget, deque(warming))

    def _died(self, job: Job[T] | None) -> list[Done[T]]:
        if job is None:
            return []
        if job.stopped:
            return [Done(job.task, error=Stopped())]
        job.deaths += 1
        if job.deaths < MOST_DEATHS:
            self._waiting.appendleft(job)
            return []
        return [Done(job.task, error=Died(f"its process was killed {MOST_DEATHS} times"))]


@dataclass
class Job(Generic[T]):
    """A task, how many processes died of it, and whether it is to stop."""

    task: T
    deaths: int = 0
    stopped: bool = False


class _Worker(Generic[T]):
    def __init__(self, context: ForkServerContext, budget: Budget, warming: deque[T]) -> None:
        self.connection, theirs = context.Pipe()
        self._budget = budget
        self.warming = warming
        self.warms = False
        self.process = context.Process(target=serve, args=(theirs,), daemon=True)
        try:
            self.process.start()
        except EOFError:
            raise CourseError(
                "The processes that grade were ended while they started. What is recorded stays; "
                "run the same command again."
            ) from None
        theirs.close()
        self.job: Job[T] | None = None

    def give(self, job: Job[T]) -> None:
        self.job = job
        assert self.process.pid is not None
        self.meter = Meter(self.process.pid, self._budget)
        with suppress(OSError):  # a dead process shows when it is waited for
            self.connection.send(job.task)

    def stop(self, job: Job[T], how: AtOnce) -> None:
        job.stopped = True
        assert self.process.pid is not None
        self.meter = Meter(self.process.pid, replace(self._budget, seconds=STOP_SECONDS))
        with suppress(OSError):
            self.connection.send(how)

    def warm(self) -> None:
        self.warms = True
        self.give(Job(self.warming.popleft()))

    @property
    def works(self) -> bool:
        return self.job is not None and not self.warms

    def answer(self) -> tuple[Any, Exception | None]:
        answer = received(self.connection, self._budget)
        self.job, self.warms = None, False
        return answer

    def dismiss(self) -> None:
        with suppress(OSError):
            self.connection.send(None)

    def end(self, seconds: float) -> None:
        self.process.join(seconds)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.connection.close()
