"""A task outlives the process that it was given to, unless it is what kills it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.batch.pool import Pool
from autograder.budget import Budget
from autograder.process.process import Died


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
