"""A Dask cluster gives the marks that this machine's own processes give, whatever befalls it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest

from autograder.batch.cluster import Cluster
from autograder.batch.pool import Died
from autograder.grading.course import CourseError

from ..nbgrader.conftest import PROJECT, SCRIPTS
from .conftest import PATIENCE, Class, kill_all, wait_until
from .test_pool import Die, Double, Raise


@dataclass(frozen=True)
class Machines:
    """A scheduler, and workers that come and go."""

    folder: Path
    processes: list[psutil.Popen] = field(default_factory=list)

    @property
    def address(self) -> str:
        log = (self.folder / "scheduler").read_text()
        return next(word for word in log.split() if word.startswith("tcp://"))

    def start_scheduler(self) -> None:
        self._dask("scheduler", "scheduler", "--host", "127.0.0.1", "--port", "0")
        wait_until(lambda: "tcp://" in (self.folder / "scheduler").read_text())

    def start_worker(self, name: str) -> psutil.Popen:
        options = ["--name", name, "--nthreads", "1", "--local-directory", str(self.folder)]
        return self._dask(name, "worker", self.address, *options)

    def started(self, name: str) -> bool:
        """Whether a worker has begun with a class."""
        return "Starting Worker plugin unrolled" in (self.folder / name).read_text()

    def _dask(self, log: str, *arguments: str) -> psutil.Popen:
        with (self.folder / log).open("w") as file:
            process = psutil.Popen(
                [f"{SCRIPTS}/dask", *arguments, "--no-dashboard"],
                stderr=file,
                stdout=subprocess.DEVNULL,
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(PROJECT), "TMPDIR": str(self.folder)},
            )
        self.processes.append(process)
        return process


@contextmanager
def machines_in(folder: Path) -> Iterator[Machines]:
    machines = Machines(folder)
    machines.start_scheduler()
    try:
        yield machines
    finally:
        everything = [each for one in machines.processes for each in family(one)]
        kill_all(everything)
        psutil.wait_procs(everything, timeout=PATIENCE)


def family(process: psutil.Popen) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)] if process.is_running() else []


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    with machines_in(tmp_path_factory.mktemp("machines")) as machines:
        machines.start_worker("first")
        yield machines


@dataclass(frozen=True)
class Hang:
    def __call__(self) -> None:
        from threading import Event

        Event().wait()


@pytest.mark.nbgrader
@pytest.mark.sandbox
def test_a_worker_is_lost_and_another_joins_late(
    machines: Machines, course: Class, undisturbed: dict[str, Any]
) -> None:
    lost = machines.start_worker("lost")
    main = course.start("--dask", machines.address)
    wait_until(lambda: course.finished >= 1 and machines.started("lost"))
    assert main.poll() is None, main.communicate()
    kill_all(family(lost))
    machines.start_worker("late")
    _, errors = main.communicate(timeout=PATIENCE)
    assert main.returncode == 0, errors
    assert machines.started("late")
    assert course.outcome() == undisturbed


def test_tasks_outlive_their_processes(machines: Machines, tmp_path: Path) -> None:
    files = tuple(tmp_path / name for name in "abc")
    for file in files:
        file.touch()
    once, twice = Die(files[:1]), Die(files[1:])
    tasks: list[Callable[[], Any]] = [Double(1), once, Raise(), twice, Hang(), Double(2)]
    ends = []
    with Cluster[Callable[[], Any]](machines.address, "test", task_seconds=2) as cluster:
        for task in tasks:
            cluster.submit(task)
        while cluster.unfinished:
            ends += [(end.task, end.result, type(end.error)) for end in cluster.done(1.0)]
    nothing = type(None)
    assert sorted(ends, key=repr) == sorted(
        [
            (Double(1), 2, nothing),
            (Double(2), 4, nothing),
            (once, "alive", nothing),
            (Raise(), None, ValueError),
            (twice, None, Died),
            (Hang(), None, Died),
        ],
        key=repr,
    )


def test_the_scheduler_is_lost(tmp_path: Path) -> None:
    with machines_in(tmp_path) as machines:
        machines.start_worker("only")
        with Cluster[Callable[[], Any]](machines.address, "test") as cluster:
            cluster.submit(Hang())
            kill_all(machines.processes[:1])
            with pytest.raises(CourseError, match="is gone"):
                cluster.done(PATIENCE)


def test_there_is_no_scheduler() -> None:
    with pytest.raises(CourseError, match="There is no Dask scheduler at nowhere://here:1"):
        Cluster[Callable[[], Any]]("nowhere://here:1", "test")
