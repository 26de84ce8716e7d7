"""A task outlives the process that it was given to, unless it is what kills it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.pool import Pool
from autograder.budget import Budget
from autograder.process.process import Died, Stopped
from autograder.process.serve import AtOnce


@dataclass(frozen=True)
class Double:
    number: int

    def __call__(self) -> int:
        return 2 * self.number


@dataclass(frozen=True)
class Raise:
    def __call__(self) -> None:
        raise ValueError("no")


@dataclass(frozen=True)
class Die:
    """Kills its process as long as there is a file to take away."""

    files: tuple[Path, ...]

    def __call__(self) -> str:
        for file in self.files:
            if file.exists():
                file.unlink()
                os.kill(os.getpid(), signal.SIGKILL)
        return "alive"


def test_tasks_outlive_their_processes(tmp_path: Path) -> None:
    files = tuple(tmp_path / name for name in "abc")
    for file in files:
        file.touch()
    once, twice = Die(files[:1]), Die(files[1:])
    tasks: list[Callable[[], Any]] = [Double(1), once, Raise(), twice, Double(2)]
    ends = {}
    with Pool[Callable[[], Any]](2, Budget()) as pool:
        for task in tasks:
            pool.submit(task)
        while pool.unfinished:
            ends |= {end.task: (end.result, type(end.error)) for end in pool.done(1.0)}
    nothing = type(None)
    assert ends == {
        Double(1): (2, nothing),
        Double(2): (4, nothing),
        once: ("alive", nothing),
        Raise(): (None, ValueError),
        twice: (None, Died),
    }


@dataclass(frozen=True)
class WaitFor:
    file: Path

    def __call__(self) -> None:
        while not self.file.exists():
            time.sleep(0.01)
        raise Stopped


@dataclass(frozen=True)
class Touch(AtOnce):
    file: Path

    def __call__(self) -> None:
        self.file.touch()


@pytest.mark.parametrize("obeys", [True, False])
def test_a_task_is_stopped_and_others_go_on(
    obeys: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.batch.pool.STOP_SECONDS", 120.0 if obeys else 0.1)
    waits = WaitFor(tmp_path / "file")
    with Pool[Callable[[], Any]](1, Budget()) as pool:
        pool.submit(waits)
        pool.submit(Double(1))
        ((task, _),) = pool.running
        assert task is waits
        pool.stop(waits, Touch(tmp_path / ("file" if obeys else "other")))
        ends = []
        while pool.unfinished:
            ends += [(end.task, end.result, type(end.error)) for end in pool.done(1.0)]
    assert ends == [(waits, None, Stopped), (Double(1), 2, type(None))]
