"""What a task uses is looked at from outside; with its budget, its process ends."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from autograder.batch.pool import Pool
from autograder.budget import VARIABLE, BadBudget, Budget, budget_from_environment
from autograder.process.meter import Meter
from autograder.process.process import Died, Overrun, Process
from tests import warm

TIGHT = Budget(4.0, memory_mb=400, output_mb=1)


@dataclass(frozen=True)
class Answer:
    megabytes: float = 0.0

    def __call__(self) -> bytes:
        return bytes(int(self.megabytes * (1 << 20)))


@dataclass(frozen=True)
class Wait:
    def __call__(self) -> None:
        time.sleep(60)


@dataclass(frozen=True)
class Work:
    def __call__(self) -> None:
        while True:
            pass


@dataclass(frozen=True)
class Fill:
    def __call__(self) -> None:
        kept = [bytes(b"x" * (1 << 20)) for _ in range(600)]
        time.sleep(60)
        del kept


@dataclass(frozen=True)
class Die:
    def __call__(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class Fail:
    def __call__(self) -> None:
        raise ZeroDivisionError("no")


TOO_MUCH = [
    (Wait(), "more than 4 seconds"),
    (Work(), r"more than (4 seconds|1 seconds of processor time)"),
    (Answer(1.5), "more than 1 MB came of it"),
]


@pytest.fixture(scope="module")
def process() -> Any:
    with warm.prepared(), Process(TIGHT) as running:
        yield running


@pytest.mark.parametrize(("task", "says"), TOO_MUCH)
def test_a_process_ends_with_its_budget(
    process: Process, task: Callable[[], Any], says: str
) -> None:
    with pytest.raises(Overrun, match=says):
        process.do(task)
    assert process.do(Answer()) == b""


def test_a_process_ends_with_its_memory() -> None:
    """It has time to fill it in, on a slow machine, too."""
    with warm.prepared(), Process(Budget(40.0, memory_mb=400)) as running:
        with pytest.raises(Overrun, match="more than 400 MB"):
            running.do(Fill())
        assert running.do(Answer()) == b""


def test_a_process_that_dies_is_replaced(process: Process) -> None:
    for _ in range(2):
        with pytest.raises(Died, match="was killed"):
            process.do(Die())
    with pytest.raises(ZeroDivisionError, match="no"):
        process.do(Fail())
    assert process.do(Answer(0.5)) == bytes(1 << 19)


def test_a_pool_ends_what_uses_more_and_goes_on() -> None:
    tasks = [*(task for task, _ in TOO_MUCH), Fill()]
    ends = {}
    with Pool[Callable[[], Any]](2, TIGHT) as pool:
        for task in [*tasks, Answer(), Answer(0.5)]:
            pool.submit(task)
        while pool.unfinished:
            ends |= {end.task: type(end.error) for end in pool.done(1.0)}
    nothing = type(None)
    assert ends == {**dict.fromkeys(tasks, Overrun), Answer(): nothing, Answer(0.5): nothing}


def test_processor_time_is_looked_at_by_itself() -> None:
    meter = Meter(os.getpid(), Budget(1.0))
    ends = time.process_time() + 0.4
    while time.process_time() < ends:
        pass
    assert meter.overrun() == "it took more than 0.25 seconds of processor time"


def test_a_pause_is_no_overrun(monkeypatch: pytest.MonkeyPatch) -> None:
    """While nobody could look, as when the whole machine sleeps, no time counts."""
    with subprocess.Popen(["sleep", "5"]) as asleep:  # with little memory, unlike who tests
        meter = Meter(asleep.pid, Budget(3.0))
        awake = time.monotonic
        monkeypatch.setattr("autograder.process.meter.time.monotonic", lambda: awake() + 3600)
        assert meter.overrun() is None
        asleep.kill()


def test_a_process_that_does_nothing_itself_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds, worked = [0.0], [0.0]
    monkeypatch.setattr("autograder.process.meter.time.monotonic", lambda: seconds[0])
    monkeypatch.setattr("autograder.process.meter._cpu_seconds", lambda pid: worked[0])
    meter = Meter(os.getpid(), Budget(100.0))
    silences = []
    for seconds[0], worked[0] in ((0.1, 0.0), (0.2, 0.01), (0.9, 0.01), (1.0, 0.4), (1.1, 0.4)):
        meter.overrun()
        silences.append(round(meter.silence, 3))
    assert silences == [0.1, 0.2, 0.3, 0.0, 0.1]  # nobody looked until 0.9
    assert round(meter.longest_silence, 3) == 0.3


def test_the_budget_is_one_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "100")
    budget = budget_from_environment()
    assert (budget.seconds, budget.code_seconds, budget.cpu_seconds) == (100, 50, 25)
    for wrong in ("fast", "-1", "nan", "1e9"):
        monkeypatch.setenv(VARIABLE, wrong)
        with pytest.raises(BadBudget, match=f"{VARIABLE} is '{wrong}': set it to the seconds"):
            budget_from_environment()
