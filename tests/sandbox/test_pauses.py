"""A machine that pauses takes nothing: neither time nor an answer that is there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from autograder.host import Allowance, Exhausted, Sandbox, TimedOut, Worker

pytestmark = pytest.mark.sandbox

CODE = """
import time

def nap(seconds):
    time.sleep(seconds)
    return seconds

def work(seconds):
    ends = time.process_time() + seconds
    while time.process_time() < ends:
        pass
    return seconds
"""
# Calls while it is stopped together with all that belongs to it.
HOST = f"""
from autograder.host import Allowance, Limits, Sandbox

with Sandbox(limits=Limits(call_seconds=2.0)) as sandbox:
    allowance = Allowance(4.0)
    with sandbox.worker(allowance=allowance) as worker:
        worker.run_cell({CODE!r})
        print(worker._link.pid, sandbox._zygote._process.pid, flush=True)
        print(worker.call("nap", 1.0).value, allowance.left > 1.0, flush=True)
"""


@pytest.fixture
def worker(sandbox: Sandbox) -> Iterator[Worker]:
    with sandbox.worker() as worker:
        worker.run_cell(CODE)
        yield worker


@pytest.mark.parametrize("seconds", [3.0, 6.0])
def test_when_everything_stops_nothing_is_lost(seconds: float) -> None:
    with subprocess.Popen([sys.executable, "-c", HOST], stdout=subprocess.PIPE, text=True) as host:
        assert host.stdout is not None
        processes = [host.pid, *map(int, host.stdout.readline().split())]
        time.sleep(0.4)  # then it waits
        for pid in processes:
            os.kill(pid, signal.SIGSTOP)
        time.sleep(seconds)
        for pid in processes:
            os.kill(pid, signal.SIGCONT)
        assert host.stdout.readline() == "1.0 True\n"


def test_a_time_out_says_whether_the_code_worked_for_so_long(sandbox: Sandbox) -> None:
    # Beside other work it may get less of the machine than explains the time: then once more.
    assert any(_explained(sandbox, "work") for _ in range(10))
    assert not _explained(sandbox, "nap")


def _explained(sandbox: Sandbox, name: str) -> bool:
    """Whether the time that this function was stopped for is explained by its work."""
    with sandbox.worker() as worker:
        worker.run_cell(CODE)
        with pytest.raises(TimedOut) as failure:
            worker.call(name, 60.0, seconds=1.0)
        return failure.value.explained


def test_what_is_there_at_the_end_came_in_time(worker: Worker) -> None:
    """As when only the host is slow: it looks once more before it gives up."""
    link = worker._link
    exchange = link._exchange
    waited = exchange._wait

    def slow(*arguments: object) -> None:
        time.sleep(0.6)  # less than what counts as having been stopped
        waited(*arguments)  # type: ignore[arg-type]

    exchange._wait = slow  # type: ignore[method-assign]
    assert worker.call("nap", 0.1, seconds=0.5).value == 0.1


def test_sleeping_code_uses_up_its_allowance(sandbox: Sandbox) -> None:
    with sandbox.worker(allowance=Allowance(1.0)) as worker:
        worker.run_cell(CODE)
        with pytest.raises(Exhausted) as failure:
            worker.call("nap", 60.0)
        assert not failure.value.explained
