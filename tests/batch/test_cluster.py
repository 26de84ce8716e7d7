"""A Dask cluster gives the marks that this machine's own processes give, whatever befalls it."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.cluster import Cluster
from autograder.budget import Budget
from autograder.grading.course import CourseError
from autograder.process.process import Died, Overrun
from autograder.process.submission_grader import Place

from .. import tiny_course, warm
from .conftest import PATIENCE, Class, kill_all, wait_until
from .machines import Machines, family, machines_in
from .test_pool import Die, Double, Raise

USUAL = Budget()


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


@dataclass(frozen=True)
class KillWorker:
    """Kills the Dask worker that it was given to, and leaves a trace."""

    traces: Path

    def __call__(self) -> None:
        with self.traces.open("a") as file:
            file.write("x")
        os.kill(os.getppid(), signal.SIGKILL)
        Hang()()


@pytest.mark.nbgrader
@pytest.mark.sandbox
def test_a_class_is_graded_and_regraded_while_workers_come_and_go(
    machines: Machines, course: Class, undisturbed: dict[str, Any]
) -> None:
    lost = machines.start_worker("lost")
    main = course.start("--dask", machines.address)
    wait_until(lambda: course.finished >= 1 and machines.runs("lost") == 1)
    assert main.poll() is None, main.communicate()
    kill_all(family(lost))
    main.suspend()
    machines.start_worker("late")
    wait_until(lambda: machines.runs("late") == 1)
    main.resume()
    _, errors = main.communicate(timeout=PATIENCE)
    assert main.returncode == 0, errors
    assert course.outcome() == undisturbed

    spoil_marks(course)
    said = regrade(course, "--write", "--dask", machines.address)
    assert (said["up"] > 0, said["down"], said["trouble"]) == (True, 0, {})
    assert machines.runs("late") == 2
    assert course.outcome() == undisturbed
    assert len(set(machines.hosts.values())) == (3 if machines.apart else 1), machines.hosts


def test_each_worker_has_a_machine_of_its_own(machines: Machines) -> None:
    if not machines.apart:
        pytest.skip("this machine allows no network namespaces: run the tests as root, with `ip`")
    wait_until(lambda: "first" in machines.hosts)
    assert machines.hosts["first"] == "10.77.0.2"


def test_tasks_outlive_their_processes(machines: Machines, tmp_path: Path) -> None:
    files = tuple(tmp_path / name for name in "abc")
    for file in files:
        file.touch()
    once, twice = Die(files[:1]), Die(files[1:])
    tasks: list[Callable[[], Any]] = [Double(1), once, Raise(), twice, Double(2)]
    nothing = type(None)
    assert ends(machines.address, tasks) == {
        Double(1): (2, nothing),
        Double(2): (4, nothing),
        once: ("alive", nothing),
        Raise(): (None, ValueError),
        twice: (None, Died),
    }


def test_a_task_that_hangs_is_given_up(machines: Machines) -> None:
    assert ends(machines.address, [Hang()], Budget(0.5)) == {Hang(): (None, Overrun)}


def test_worker_and_scheduler_are_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")
    with machines_in(tmp_path) as machines:
        machines.start_worker("only")
        with Cluster[Callable[[], Any]](machines.address, "test", place()) as cluster:
            cluster.submit(KillWorker(tmp_path / "traces"))
            (end,) = cluster.done(PATIENCE)
            assert (type(end.error), (tmp_path / "traces").read_text()) == (Died, "x")
            cluster.submit(Hang())
            kill_all(machines.processes[:1])
            with pytest.raises(CourseError, match="is gone"):
                cluster.done(PATIENCE)
            with pytest.raises(CourseError, match="is gone"):
                _ = cluster.jobs  # which asks the scheduler
            with pytest.raises(CourseError, match="is gone"):
                cluster.submit(Double(1))


def test_there_is_no_scheduler() -> None:
    with pytest.raises(CourseError, match="There is no Dask scheduler at nowhere://here:1"):
        Cluster[Callable[[], Any]]("nowhere://here:1", "test", place())


def place(budget: Budget = USUAL) -> Place:
    return Place(tiny_course.built(), "tiny", budget=budget)


def ends(address: str, tasks: list[Callable[[], Any]], budget: Budget = USUAL) -> dict[Any, Any]:
    """Have tasks done; return what became of each."""
    found = {}
    with Cluster[Callable[[], Any]](address, "test", place(budget)) as cluster:
        for task in tasks:
            cluster.submit(task)
        while cluster.unfinished:
            found |= {end.task: (end.result, type(end.error)) for end in cluster.done(1.0)}
    return found


def spoil_marks(course: Class) -> None:
    with closing(sqlite3.connect(course.root / "gradebook.db")) as gradebook:
        gradebook.execute("update grade set auto_score = 0")
        gradebook.commit()


def regrade(course: Class, *options: str) -> dict[str, Any]:
    result = warm.run(("unrolled", "regrade", "tiny", "--json", *options), course.root)
    assert result.returncode == 0, result.stderr
    said: dict[str, Any] = json.loads(result.stdout)
    return said
