"""What the blank and the solved notebook earn, and whether the solved one runs in Jupyter."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from nbformat import NotebookNode
from traitlets.config import Config

from autograder.content import text
from autograder.demo.sample import solved
from autograder.grading.course import Course
from autograder.grading.grader import Grader
from autograder.grading.rebuild import rebuild
from autograder.grading.submission import parse
from autograder.grading.verdict import Verdict
from autograder.host import Sandbox
from autograder.verify.finding import Finding
from autograder.verify.subject import Subject

SECONDS = 60  # that a learner may wait for a whole notebook
COMPLAINTS = ("This cell waits for", "Note:")  # what workbook.py and figures.py say


def marks(subject: Subject) -> Iterator[Finding]:
    """Grade the release as it is, and with the reference in it, in the sandbox."""
    checks = subject.file("checks.py")
    with Grader(Course(subject.course), subject.name, Sandbox()) as grader:
        for result in _graded(grader, grader.release).exercises:
            if result.score != 0:
                says = f"The blank notebook earns {_points(result.score)}: mend its checks."
                yield Finding(result.name, checks, says)
        for result in _graded(grader, solved(grader.release, subject.name)).exercises:
            if result.score != result.max_score:
                wrong = next(c for c in result.checks if c.earned < c.points)
                says = (
                    f"The solved notebook earns {_points(result.score)} of {result.max_score:g}; "
                    f"“{wrong.description}” says: {wrong.message} Mend its check or the reference."
                )
                yield Finding(result.name, checks, says)


def running(subject: Subject) -> Iterator[Finding]:
    """Run the solved notebook in a Jupyter kernel, as a learner does."""
    release = Course(subject.course).released(subject.name)
    notebook = solved(Course(subject.course).release(subject.name), subject.name)
    started = time.monotonic()
    for complaint in complaints(notebook, release):
        yield Finding("", text(subject.name), f"The solved notebook {complaint}")
    seconds = time.monotonic() - started
    if seconds > SECONDS:
        says = f"The solved notebook takes {seconds:.0f} s; more than {SECONDS} s is too long."
        yield Finding("", text(subject.name), says)


def complaints(notebook: NotebookNode, folder: Path) -> Iterator[str]:
    """Run a notebook in a folder, and yield what it complains of."""
    resources = {"metadata": {"path": str(folder)}}
    try:
        with TemporaryDirectory(prefix="kernel-") as sockets:
            # Whatever goes over TCP, others on this machine could read, and the kernel says so.
            kernel = {"transport": "ipc", "ip": f"{sockets}/kernel"}
            client = NotebookClient(
                notebook,
                timeout=5 * SECONDS,
                resources=resources,
                config=Config(KernelManager=kernel),
            )
            client.execute()
    except CellTimeoutError:
        yield f"has a cell that takes more than {5 * SECONDS} s: make it faster."
    except CellExecutionError as error:
        yield f"raises {error.ename}: {error.evalue}. Mend the cell."
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            said = output.get("text", "")
            if output.get("name") == "stderr" or any(each in said for each in COMPLAINTS):
                yield f"says in a cell: “{said.strip().splitlines()[-1]}” Mend the cell."


def _graded(grader: Grader, notebook: NotebookNode) -> Verdict:
    return grader.grade(rebuild(grader.release, parse(nbformat.writes(notebook).encode())))


def _points(score: float | None) -> str:
    return "no mark" if score is None else f"{score:g}"
