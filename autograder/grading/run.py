"""One submission's code, running in the sandbox."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_output

from autograder.budget import Budget
from autograder.grading.definitions import definitions_in
from autograder.grading.rebuild import grade_id, is_exploration, is_solution, is_test
from autograder.host import (
    Allowance,
    CellResult,
    CutOff,
    Exhausted,
    LearnerFailure,
    OutOfMemory,
    Place,
    Raised,
    Sandbox,
    SandboxFault,
    TimedOut,
    Worker,
)
from autograder.messages import Message

MOST_FATAL_CELLS = 3
MOST_FOR_ADDED = 0.4  # of what all of the code may take: the rest is for the exercises
LARGEST_OUTPUT = 16 << 20  # bytes, of all cells together
NOT_UNDERSTOOD = frozenset({"SyntaxError", "IndentationError", "TabError"})
COLOUR = re.compile(r"\x1b\[[\d;]*m")
OVERHEAD = 256  # bytes of an output besides what it shows
# In the metadata of a notebook whose worker may have been killed or stopped, or stopped.
DISTURBED, STOPPED = "unrolled_disturbed", "unrolled_stopped"


class RaisedInCell(Raised):
    """A cell raised when it was run, so that it did not define its function."""

    @property
    def not_understood(self) -> Message | None:
        """Which line Python does not understand, if that is what is wrong."""
        if self.name not in NOT_UNDERSTOOD or self.place is None:
            return None
        version = "{}.{}".format(*sys.version_info)
        where: dict[str, str | int | float] = {"line": self.place.line, "text": self.place.quoted}
        return Message("raised.syntax", {"version": version, "name": self.name, **where})


class Run:
    """Runs the cells of a rebuilt notebook, in as many workers as are asked for.

    Of a cell that kills its worker, only the definitions run when the others run again in a new
    one. Once several have, or the cells that the learner added have taken their time, that holds
    for all of those; the cells of the exercises run as long as anything is left of the allowance.

    Parameters
    ----------
    sandbox : where to run.
    notebook : rebuilt submission; what the cells show is written into it, once.
    files : what lies beside the notebook, from the release and never from the learner.
    seed : where random numbers start in each worker.
    allowance : how long all of the submission's code may take.
    stubs : sources of the release's cells, by id: where a learner has defined the function in an
        earlier cell, an untouched stub does not take its place.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        notebook: NotebookNode,
        files: Mapping[str, bytes],
        seed: int,
        allowance: Allowance | None = None,
        stubs: Mapping[str | None, str] = {},
    ) -> None:
        self._sandbox = sandbox
        self._metadata = notebook.metadata
        self._files = files
        self._seed = seed
        self._allowance = allowance or Allowance(Budget().code_seconds)
        self._stubs = stubs
        self._cells = [cell for cell in notebook.cells if _runs(cell)]
        self._fatal: Counter[int] = Counter()
        self._failed: dict[str, LearnerFailure] = {}
        self._shown = False
        self._seconds = 0.0
        self._seconds_of_added = 0.0
        self._workers: list[Worker] = []

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers."""
        while self._workers:
            self._workers.pop().close()

    def worker(self) -> Worker:
        """Return a new worker in which every cell has run that can.

        Raises
        ------
        Exhausted : when nothing is left of the allowance.
        """
        while True:
            self._allowance.require()
            worker = self._sandbox.worker(self._files, self._seed, self._allowance)
            self._workers.append(worker)
            if self._run_cells(worker):
                return worker
            self.end(worker)

    def end(self, worker: Worker) -> None:
        """End a worker before the others."""
        worker.close()
        if worker in self._workers:
            self._workers.remove(worker)

    @property
    def affords_another(self) -> bool:
        """Whether the cells can run once more without taking much of what is left."""
        return 3 * self._seconds < self._allowance.left

    def remember_end(self, failure: Exception) -> None:
        """Write down that a worker ended as one does that is killed or stopped from outside."""
        if isinstance(failure, CutOff | OutOfMemory | SandboxFault):
            self._metadata[DISTURBED] = True
        if isinstance(failure, TimedOut) and not failure.explained:
            self._metadata[DISTURBED] = self._metadata[STOPPED] = True

    def failure_of(self, identifier: str) -> LearnerFailure | None:
        """Return how the cell of this id failed when it was run, if it did."""
        return self._failed.get(identifier)

    def _run_cells(self, worker: Worker) -> bool:
        """Run all cells, or what is left of them; say whether the worker survived."""
        left = self._allowance.left
        room = LARGEST_OUTPUT
        for index, cell in enumerate(self._cells):
            source = self._left_of(index, cell)
            if not source:
                continue
            try:
                if self._is_idle_stub(cell) and worker.defines(grade_id(cell) or ""):
                    continue
                with self._counting(cell):
                    result = worker.run_cell(source)
            except Exhausted as failure:
                self.remember_end(failure)
                self._fail(cell, failure)
                continue
            except LearnerFailure as failure:
                self.remember_end(failure)
                self._fatal[index] += 1
                self._fail(cell, failure)
                if self._left_of(index, cell):
                    cell.outputs.append(_said(Message("left_out.rest")))
                return False
            if not self._shown and source == cell.source:
                cell.execution_count = result.execution_count
                cell.outputs, room = _fitting(result.outputs, room)
            if not result.succeeded:
                self._raised(cell, _raised_in(result, source))
        self._shown = True
        self._seconds = left - self._allowance.left
        return True

    def _is_idle_stub(self, cell: NotebookNode) -> bool:
        return is_solution(cell) and cell.source == self._stubs.get(grade_id(cell))

    @contextmanager
    def _counting(self, cell: NotebookNode) -> Iterator[None]:
        """Count the time of a cell that the learner added, over all workers."""
        left = self._allowance.left
        try:
            yield
        finally:
            if grade_id(cell) is None:
                self._seconds_of_added += left - self._allowance.left

    def _left_of(self, index: int, cell: NotebookNode) -> str:
        """Return what of a cell is to be run: if not all of it, its definitions, if they can be."""
        if self._fatal[index]:
            return definitions_in(cell.source) if self._fatal[index] == 1 else ""
        if grade_id(cell) is not None:
            return str(cell.source)
        limit = min(self._sandbox.limits.notebook_seconds, MOST_FOR_ADDED * self._allowance.seconds)
        if len(self._fatal) > MOST_FATAL_CELLS:
            why = Message("left_out.fatal", {"cells": len(self._fatal)})
        elif self._seconds_of_added > limit:
            why = Message("left_out.slow", {"seconds": limit})
        else:
            return str(cell.source)
        if not self._shown:
            cell.outputs = [_said(why)]
        return definitions_in(cell.source)

    def _fail(self, cell: NotebookNode, failure: LearnerFailure) -> None:
        self._note(cell, failure)
        cell.outputs = [_error(type(failure).__name__, str(failure), [])]

    def _raised(self, cell: NotebookNode, failure: RaisedInCell) -> None:
        self._note(cell, failure)
        if failure.not_understood is not None and not self._shown:
            cell.outputs.append(_said(failure.not_understood))

    def _note(self, cell: NotebookNode, failure: LearnerFailure) -> None:
        identifier = grade_id(cell)
        if identifier is not None:
            self._failed[identifier] = failure


class Seat:
    """A worker that is there whenever it is asked for: once it has died, a new one."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._worker: Worker | None = None

    def __call__(self) -> Worker:
        """Return the live worker."""
        if self._worker is None or not self._worker.alive:
            self.leave()
            self._worker = self._run.worker()
        return self._worker

    def leave(self) -> None:
        """End the worker."""
        if self._worker is not None:
            self._run.end(self._worker)
            self._worker = None


def _runs(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and not is_test(cell) and not is_exploration(cell)


def _fitting(outputs: list[dict[str, Any]], room: int) -> tuple[list[NotebookNode], int]:
    """Return outputs and the room that they leave, or a sentence where there is too little."""
    size = sum(OVERHEAD + _size(output) for output in outputs)
    if size > room:
        return [_said(Message("left_out.output", {"megabytes": LARGEST_OUTPUT >> 20}))], 0
    return [from_dict(output) for output in outputs], room - size


def _size(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_size, value.values()))
    return sum(map(_size, value)) if isinstance(value, list) else 8


def _raised_in(result: CellResult, source: str) -> RaisedInCell:
    for output in result.outputs:
        if output["output_type"] == "error":
            name, message, trace = output["ename"], output["evalue"], output["traceback"]
            place = _place_in(source, result.execution_count, trace)
            return RaisedInCell(name, message, trace, place=place)
    return RaisedInCell("Exception", "", [])


def _place_in(source: str, count: int, trace: list[str]) -> Place | None:
    """Return the innermost line of a cell that a traceback names.

    A learner may have it name any; the text is that of the cell as it was handed in.
    """
    named = re.findall(rf"Cell In\[{count}\], line (\d{{1,6}})", COLOUR.sub("", "\n".join(trace)))
    line, lines = int(named[-1]) if named else 0, source.splitlines()
    return Place(line, lines[line - 1]) if 1 <= line <= len(lines) else None


def _said(message: Message) -> NotebookNode:
    return new_output("stream", name="stderr", text=f"{message}\n")


def _error(name: str, value: str, traceback: list[str]) -> NotebookNode:
    return new_output("error", ename=name, evalue=value, traceback=traceback)
