"""What grades in a Dask worker: warm processes, one for each of its threads."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from distributed import Worker, WorkerPlugin, get_worker

from autograder import content
from autograder.grading.audit import graders
from autograder.grading.course import CourseError
from autograder.host import scratch
from autograder.process.process import Died, Process
from autograder.process.submission_grader import Place

Answer = tuple[Any, Exception | None]


class GradingProcesses(WorkerPlugin):
    """Keeps processes as long as a class run lasts.

    Parameters
    ----------
    place : the course, and what a task may use.
    expected : by assignment, digests of the graders that the class is to be graded with.

    Raises
    ------
    CourseError : at a worker with other graders, which then takes no part.
    """

    def __init__(self, place: Place, expected: dict[str, dict[str, str]]) -> None:
        self._place = place
        self._expected = expected

    def setup(self, worker: Worker) -> None:
        """Get ready at a worker, also at one that joins late."""
        content.use(self._place.course)
        if {assignment: graders(assignment) for assignment in self._expected} != self._expected:
            raise CourseError(
                f"The Dask worker {worker.address} has another version of unrolled: "
                "install the same one on all machines."
            )
        scratch.sweep()
        self._address = worker.address
        self._free: list[Process] = []
        self._all: set[Process] = set()

    async def teardown(self, worker: Worker) -> None:
        """End the processes."""
        await asyncio.to_thread(self._close)

    def do(self, task: Callable[[], Any]) -> Answer:
        """Have a task done by a process that does nothing else meanwhile."""
        process = self._free.pop() if self._free else self._new()
        try:
            answer: Answer = (process.do(task), None)
        except Died as death:
            self._discard(process)
            return None, death
        except CourseError as error:
            answer = None, CourseError(f"On the Dask worker {self._address}: {error}")
        except Exception as error:
            answer = None, error
        self._free.append(process)
        return answer

    def _new(self) -> Process:
        process = Process(self._place.budget)
        self._all.add(process)
        return process

    def _discard(self, process: Process) -> None:
        self._all.discard(process)
        process.kill()
        scratch.sweep()

    def _close(self) -> None:
        for process in self._free:
            process.dismiss()
        for process in self._all:
            if process in self._free:
                process.close()
            else:
                process.kill()
        scratch.sweep()


def do(name: str, task: Callable[[], Any]) -> Answer:
    """Have a task done at the Dask worker that this runs on.

    Raises
    ------
    ConnectionError : when the scheduler knows nothing of the class run.
    """
    processes = get_worker().plugins.get(name)
    if not isinstance(processes, GradingProcesses):
        raise ConnectionError("The Dask scheduler was started anew meanwhile.")
    return processes.do(task)
