"""One submission's code, running in the sandbox."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_output

from autograder.grading.rebuild import grade_id, is_exploration, is_test
from autograder.host import (
    CutOff,
    LearnerFailure,
    OutOfMemory,
    Raised,
    Sandbox,
    SandboxFault,
    TimedOut,
    Worker,
)

MOST_FATAL_CELLS = 3
DISTURBED = "unrolled_disturbed"  # in the metadata of a notebook whose worker may have been killed


class RaisedInCell(Raised):
    """A cell raised when it was run, so that it did not define its function."""


class Run:
    """Runs the cells of a rebuilt notebook and keeps a worker that holds their functions.

    A cell that kills its worker is left out when the others run again in a new one. Once all cells
    together have taken their time, the rest is left out.

    Parameters
    ----------
    sandbox : where to run.
    notebook : rebuilt submission; outputs are written into it.
    files : what lies beside the notebook, from the release and never from the learner.
    seed : where random numbers start in each worker.
    """

    def __init__(
        self, sandbox: Sandbox, notebook: NotebookNode, files: Mapping[str, bytes], seed: int
    ) -> None:
        self._sandbox = sandbox
        self._metadata = notebook.metadata
        self._files = files
        self._seed = seed
        self._cells = [cell for cell in notebook.cells if _runs(cell)]
        self._seconds = 0.0
        self._fatal: dict[int, LearnerFailure] = {}
        self._failed: dict[str, LearnerFailure] = {}
        self._worker: Worker | None = None
        self._separate: list[Worker] = []

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers."""
        for worker in (self._worker, *self._separate):
            if worker is not None:
                worker.close()
        self._worker = None

    def worker(self) -> Worker:
        """Return a live worker in which every cell has run that can."""
        if self._worker is None or not self._worker.alive:
            if self._worker is not None:
                self._worker.close()
            self._worker = self._fresh_worker()
        return self._worker

    def separate_worker(self) -> Worker:
        """Return another worker in the same state, for what would spoil the first."""
        worker = self._fresh_worker()
        self._separate.append(worker)
        return worker

    def remember_end(self, failure: Exception) -> None:
        """Write down that a worker ended as one does that is killed from outside."""
        if isinstance(failure, CutOff | OutOfMemory | SandboxFault):
            self._metadata[DISTURBED] = True

    def _fresh_worker(self) -> Worker:
        while True:
            worker = self._sandbox.worker(self._files, self._seed)
            if self._run_cells(worker):
                return worker
            worker.close()

    def failure_of(self, identifier: str) -> LearnerFailure | None:
        """Return how the cell of this id failed when it was run, if it did."""
        return self._failed.get(identifier)

    def _run_cells(self, worker: Worker) -> bool:
        """Run all cells that are not known to be fatal; say whether the worker survived."""
        for index, cell in enumerate(self._cells):
            if index in self._fatal or len(self._fatal) > MOST_FATAL_CELLS:
                continue
            if self._seconds > self._sandbox.limits.notebook_seconds:
                self._note(cell, TimedOut(self._sandbox.limits.notebook_seconds))
                continue
            started = time.monotonic()
            try:
                result = worker.run_cell(cell.source)
            except LearnerFailure as failure:
                self.remember_end(failure)
                self._fatal[index] = failure
                self._note(cell, failure)
                cell.outputs = [_error(type(failure).__name__, str(failure), [])]
                return False
            finally:
                self._seconds += time.monotonic() - started
            if not result.succeeded:
                self._note(cell, _raised_in(result.outputs))
            cell.outputs = [from_dict(output) for output in result.outputs]
            cell.execution_count = result.execution_count
        return True

    def _note(self, cell: NotebookNode, failure: LearnerFailure) -> None:
        identifier = grade_id(cell)
        if identifier is not None:
            self._failed[identifier] = failure


def _runs(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and not is_test(cell) and not is_exploration(cell)


def _raised_in(outputs: list[dict[str, Any]]) -> RaisedInCell:
    for output in outputs:
        if output["output_type"] == "error":
            return RaisedInCell(output["ename"], output["evalue"], output["traceback"])
    return RaisedInCell("Exception", "", [])


def _error(name: str, value: str, traceback: list[str]) -> NotebookNode:
    return new_output("error", ename=name, evalue=value, traceback=traceback)
