"""The machines of a Dask cluster: network namespaces on a bridge, or only loopback."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from ..hub.isolation import loopback_only
from ..nbgrader.conftest import PROJECT, SCRIPTS
from .conftest import PATIENCE, kill_all, wait_until

BRIDGE = """
ip link add lan type bridge
ip address add 10.77.0.1/24 dev lan
ip link set lan up
"""
MACHINE = """
name=$1 scheduler=$2 address=$3
shift 3
ip link set lo up
ip link add lan type veth peer name "$name" netns "$scheduler"
ip address add "$address/24" dev lan
ip link set lan up
nsenter --net --target "$scheduler" ip link set "$name" master lan up
exec "$@"
"""
JOINED = re.compile(r"Register worker addr: tcp://(.+):\d+ name: (\w+)")


@dataclass(frozen=True)
class Machines:
    """A scheduler, and workers that come and go.

    A network namespace, and with it a machine's cable, is gone with its last process.
    """

    folder: Path
    apart: bool
    processes: list[psutil.Popen] = field(default_factory=list)

    @property
    def address(self) -> str:
        return next(word for word in self._log("scheduler").split() if word.startswith("tcp://"))

    @property
    def hosts(self) -> dict[str, str]:
        """Where the scheduler found each worker."""
        return {name: host for host, name in JOINED.findall(self._log("scheduler"))}

    def start_scheduler(self) -> None:
        host = "10.77.0.1" if self.apart else "127.0.0.1"
        self._start("scheduler", [], "scheduler", "--host", host, "--port", "0")
        wait_until(lambda: "tcp://" in self._log("scheduler"))

    def start_worker(self, name: str) -> psutil.Popen:
        options = ["--name", name, "--nthreads", "1", "--local-directory", str(self.folder)]
        on = self._new_machine(name) if self.apart else []
        return self._start(name, on, "worker", self.address, *options)

    def runs(self, name: str) -> int:
        """How many class runs a worker has begun with."""
        return self._log(name).count("Starting Worker plugin unrolled")

    def _new_machine(self, name: str) -> list[str]:
        """Return what runs a command on one."""
        scheduler, number = self.processes[0].pid, len(self.processes) + 1
        arguments = [name, str(scheduler), f"10.77.0.{number}"]
        return ["unshare", "--net", "sh", "-euc", MACHINE, "sh", *arguments]

    def _start(self, log: str, on: list[str], *arguments: str) -> psutil.Popen:
        with (self.folder / log).open("w") as file:
            process = psutil.Popen(
                [*on, f"{SCRIPTS}/dask", *arguments, "--no-dashboard"],
                stderr=file,
                stdout=subprocess.DEVNULL,
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(PROJECT), "TMPDIR": str(self.folder)},
            )
        self.processes.append(process)
        return process

    def _log(self, name: str) -> str:
        return (self.folder / name).read_text()


@contextmanager
def machines_in(folder: Path) -> Iterator[Machines]:
    """Start a scheduler; this thread, and all it starts, is on its machine meanwhile."""
    with loopback_only() as moved:
        apart = moved and subprocess.run(["sh", "-euc", BRIDGE]).returncode == 0
        machines = Machines(folder, apart)
        try:
            machines.start_scheduler()
            yield machines
        finally:
            everything = [each for one in machines.processes for each in family(one)]
            kill_all(everything)
            psutil.wait_procs(everything, timeout=PATIENCE)


def family(process: psutil.Popen) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)] if process.is_running() else []
