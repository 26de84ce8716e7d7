"""The workers of a Dask cluster in the place of a pool; a task outlives the worker that has it."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from logging import CRITICAL, getLogger
from typing import Any, Generic, TypeVar
from uuid import uuid4

from distributed import Client, Future, KilledWorker

from autograder.batch.cluster_worker import Answer, GradingProcesses, do
from autograder.batch.pool import MOST_DEATHS, Done, Job
from autograder.grading.audit import graders
from autograder.grading.course import CourseError
from autograder.process.process import Died, Overrun
from autograder.process.submission_grader import Place

CONNECT_SECONDS = 20
JOIN_SECONDS = 60  # how long to wait for the first worker

T = TypeVar("T", bound=Callable[[], Any])


class Cluster(Generic[T]):
    """Runs tasks, which are calls that can be pickled, on the workers of a Dask cluster.

    Dask gives the tasks of a worker that is lost to another one, until its scheduler gives them
    up. A task whose process dies or hangs is tried once more, as in a pool.

    Parameters
    ----------
    address : the scheduler's.
    name : tells this run from others on the same cluster.
    places : what is graded, of one course; each assignment has one.

    Raises
    ------
    CourseError : when there is no scheduler or no worker, or a worker has another version.
    """

    def __init__(self, address: str, name: str, *places: Place) -> None:
        self._address = address
        self._name = name
        self._jobs: dict[Future[Answer], Job[T]] = {}
        self._ended: queue.SimpleQueue[Future[Answer]] = queue.SimpleQueue()
        self._client = _connected(address)
        try:
            self._client.wait_for_workers(1, timeout=JOIN_SECONDS)
            expected = {place.assignment: graders(place.assignment) for place in places}
            processes = GradingProcesses(places[0], expected)
            self._client.register_plugin(processes, name=name)
        except TimeoutError:
            self._client.close()
            raise CourseError(
                f"The Dask scheduler {address} has no workers: "
                f"start some on the machines that are to grade, with `dask worker {address}`."
            ) from None
        except BaseException:
            self._client.close()
            raise

    def __enter__(self) -> Cluster[T]:
        return self

    def __exit__(self, *_: object) -> None:
        if self._client.status == "running":
            self._client.cancel(list(self._jobs))
            with suppress(ValueError):  # a scheduler that was started anew has none
                self._client.unregister_worker_plugin(self._name)
        self._client.close()

    @property
    def jobs(self) -> int:
        """How many tasks are done at a time, with the workers that there are now."""
        with self._scheduler():
            return max(1, sum(self._client.nthreads().values()))

    @property
    def unfinished(self) -> int:
        """How many tasks wait or are being done."""
        return len(self._jobs)

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing that could end."""
        return not self._jobs

    @property
    def is_warm(self) -> bool:
        """Whether a task is done at once; its workers have what they need with the first task."""
        return True

    def submit(self, task: T) -> None:
        """Have a task done."""
        self._send(Job(task), priority=0)

    def submit_first(self, task: T) -> None:
        """Have a task done before all that wait."""
        self._send(Job(task), priority=1)

    def done(self, seconds: float) -> list[Done[T]]:
        """Wait for a task to end, at most for some time."""
        try:
            future = self._ended.get(timeout=seconds)
        except queue.Empty:
            return []
        job = self._jobs.pop(future)
        try:
            with self._scheduler():
                result, error = future.result()
        except KilledWorker:
            lost = Died("the Dask workers that had it were lost, one after another")
            return [Done(job.task, error=lost)]
        was_killed = isinstance(error, Died) and not isinstance(error, Overrun)
        job.deaths += was_killed
        if was_killed and job.deaths < MOST_DEATHS:
            self._send(job, priority=1)
            return []
        return [Done(job.task, result, error)]

    def _send(self, job: Job[T], priority: int) -> None:
        key = f"{type(job.task).__name__}-{uuid4().hex}"  # names nobody, for people see the keys
        with self._scheduler():
            future = self._client.submit(do, self._name, job.task, key=key, priority=priority)
        self._jobs[future] = job
        future.add_done_callback(self._ended.put)

    @contextmanager
    def _scheduler(self) -> Iterator[None]:
        """Turn the loss of the scheduler into a sentence for people."""
        try:
            if self._client.status != "running":
                raise ConnectionError
            yield
        except (CancelledError, OSError):
            raise CourseError(
                f"The Dask scheduler {self._address} is gone, and its workers end with it. What is "
                "recorded stays; start it and the workers anew and run the same command again."
            ) from None


def _connected(address: str) -> Client:
    for name in ("distributed", "distributed.client"):
        getLogger(name).setLevel(CRITICAL)  # else tracebacks stand before our sentences
    try:
        return Client(address, timeout=CONNECT_SECONDS, set_as_default=False, name="unrolled")
    except (OSError, TypeError, ValueError) as error:  # TypeError: without certificates
        raise CourseError(
            f"There is no Dask scheduler at {address} ({error}): start one with `dask scheduler`, "
            "and name its address with --dask."
        ) from None
