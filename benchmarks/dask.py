"""What Dask costs for each task: `python -m benchmarks.dask`.

A scheduler and one worker with two threads do tasks that take no time of their own, but return as
much as a graded submission is.
"""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

from distributed import SubprocessCluster
from rich.console import Console

from autograder.batch.cluster import Cluster
from autograder.batch.work import AHEAD
from autograder.content import assignments
from autograder.process.submission_grader import Place

TASKS = 400
RESULT_BYTES = 80_806  # a correct submission of `cells` as `Graded`, pickled

Result = partial[bytes]


def dask_overhead() -> float:
    """Measure seconds for a task, in a row of them that keeps the worker busy."""
    here = "127.0.0.1"
    place = Place(Path(), assignments()[0])
    with (
        SubprocessCluster(
            here, 0, None, f"{here}:0", n_workers=1, threads_per_worker=2
        ) as machines,
        Cluster[Result](machines.scheduler_address, "benchmark", place) as cluster,
    ):
        _do(cluster, AHEAD * cluster.jobs)  # starts the processes
        started = time.perf_counter()
        _do(cluster, TASKS)
        return (time.perf_counter() - started) / TASKS


def _do(cluster: Cluster[Result], tasks: int) -> None:
    """Have tasks done with as many on their way as in a class run."""
    while tasks or cluster.unfinished:
        while tasks and cluster.unfinished < AHEAD * cluster.jobs:
            cluster.submit(partial(bytes, RESULT_BYTES))
            tasks -= 1
        cluster.done(1.0)


def main() -> None:
    """Run the benchmark and print what it measured."""
    Console().print(f"Dask: {1000 * dask_overhead():.1f} ms for each task")


if __name__ == "__main__":
    main()
