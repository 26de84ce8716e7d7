"""What learners have answered in words, read and rendered by a process that can be killed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import nbformat.v4
from nbformat import NotebookNode

from autograder.budget import Budget
from autograder.grading.prose import code_in, harmless
from autograder.grading.rebuild import grade_id, is_solution
from autograder.grading.shown import WORDS
from autograder.pages.markdown import html_of
from autograder.pages.page import fitting
from autograder.process.process import Process

MOST_KEPT = 2000  # notebooks
Stamp = tuple[int, int]  # time of the last change, and size


@dataclass(frozen=True)
class Answer:
    """An answer as HTML that is harmless; `elsewhere` has words from other places, if any."""

    html: str
    elsewhere: str = ""

    @property
    def digest(self) -> str:
        """Tells it from any other answer."""
        return sha256(f"{self.html}\0{self.elsewhere}".encode()).hexdigest()


@dataclass(frozen=True)
class ReadAnswers:
    """Read the answers in a graded notebook, by question: a task for a grading process."""

    notebook: Path

    def __call__(self) -> dict[str, Answer]:
        """Render them, made harmless again: another grader may have made the notebook."""
        notebook = nbformat.v4.reads(self.notebook.read_text("utf-8"))
        elsewhere = {cell.id: cell.source for cell in notebook.cells if cell.metadata == WORDS}
        return {
            name: Answer(_html(cell), str(html_of(elsewhere.get(f"words-{cell.id}", ""))))
            for cell in notebook.cells
            if cell.cell_type == "markdown" and is_solution(cell) and (name := grade_id(cell))
        }


def _html(cell: NotebookNode) -> str:
    source, attachments = cell.source, cell.get("attachments", {})
    if code_in(source) is None:
        source = harmless(source, attachments)
    return str(fitting(html_of(source, attachments)))


class Unreadable(Exception):
    """A graded notebook whose answers cannot be shown; says why."""


class Answers:
    """Reads each notebook once, as long as it does not change; safe to use from any thread."""

    def __init__(self, course: Path, budget: Budget) -> None:
        self._course = course
        self._budget = budget
        self._kept: OrderedDict[tuple[Path, Stamp], dict[str, Answer]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, student: str, assignment: str, question: str) -> Answer:
        """Return a learner's answer to a question, as it was graded last.

        Raises
        ------
        Unreadable : when there is no graded notebook, or none that can be shown.
        """
        notebook = self._course / "autograded" / student / assignment / f"{assignment}.ipynb"
        try:
            status = notebook.stat()
        except OSError:
            raise Unreadable("there is no graded notebook") from None
        with self._lock:
            answers = self._read(notebook, (status.st_mtime_ns, status.st_size))
        if question not in answers:
            raise Unreadable("the graded notebook has no such question")
        return answers[question]

    def _read(self, notebook: Path, stamp: Stamp) -> dict[str, Answer]:
        key = (notebook, stamp)
        if key not in self._kept:
            try:
                self._kept[key] = self._process.do(ReadAnswers(notebook))
            except Exception as error:  # whatever it is, the other answers can be marked
                raise Unreadable(f"{error}") from None
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return self._kept[key]

    @cached_property
    def _process(self) -> Process:
        """The process, started for the first notebook."""
        return Process(self._budget)
