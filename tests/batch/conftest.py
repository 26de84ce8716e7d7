"""A class, and what an undisturbed run makes of it; STUDENTS in the environment is its size."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import psutil
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from autograder.batch.pool import warm_up
from autograder.process.database import database

from .. import in_process, warm
from ..nbgrader.conftest import cell, tiny
from . import postgresql
from .gradebooks import Gradebooks
from .tables import tables

STUDENTS = int(os.environ.get("STUDENTS", 6))
PATIENCE = 120.0 + STUDENTS  # seconds after which something hangs


Ended = tuple[int, str, str]  # exit code, output, errors without the bar


@dataclass(frozen=True)
class Class:
    """A course with submissions."""

    root: Path

    @property
    def scratch(self) -> Path:
        """Where this class has its temporary files; sockets there must have short names."""
        return Path(_scratch().name) / hashlib.sha256(str(self.root).encode()).hexdigest()[:8]

    def copy(self, root: Path) -> Class:
        """Copy the course, to change things in."""
        return Class(shutil.copytree(self.root, root))

    def start(
        self,
        *options: str,
        on: list[str] = [],
        before: Callable[[], None] | None = None,
    ) -> psutil.Popen:
        """Start the real command, in a process group of its own."""
        self.scratch.mkdir(exist_ok=True)
        with warm.prepared():
            return psutil.Popen(
                [
                    *(*on, "unrolled", "grade", "tiny"),
                    *(f"--course={self.root}", "--jobs=2", *options),
                ],
                env={**os.environ, "TMPDIR": str(self.scratch)},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                start_new_session=True,
                preexec_fn=before,
            )

    def grade_apart(self, **how: Any) -> Ended:
        """Run the real command to its end."""
        process = self.start(**how)
        output, errors = process.communicate(timeout=PATIENCE)
        return process.returncode, output, without_bar(errors)

    def grade(self) -> Ended:
        """Do in this process what the command does; it removes what another one left behind."""
        self.scratch.mkdir(exist_ok=True)
        warm_up()  # whose own files do not belong there
        usual, tempfile.tempdir = tempfile.tempdir, str(self.scratch)
        try:
            done = in_process.unrolled("grade", "tiny", f"--course={self.root}", "--jobs=1")
        finally:
            tempfile.tempdir = usual
        return done.returncode, done.stdout, without_bar(done.stderr)

    @property
    def finished(self) -> int:
        """How many submissions are done, by the run log."""
        run_log = self.root / ".unrolled/tiny.jsonl"
        return run_log.read_text().count('"row"') if run_log.exists() else 0

    @contextmanager
    def running(self, finished: int) -> Iterator[psutil.Popen]:
        """Start the command and wait until some submissions are done."""
        process = self.start()
        wait_until(lambda: self.finished >= finished or process.poll() is not None)
        assert process.poll() is None, process.communicate()
        yield process
        process.stdout.close()
        process.stderr.close()

    def outcome(self) -> dict[str, Any]:
        """Return all that a run leaves behind, but for times."""
        return {
            "gradebook": tables(database(self.root)),
            "notebooks": {
                path.parts[-3]: without_times(json.loads(path.read_text()))
                for path in self.root.glob("autograded/*/tiny/tiny.ipynb")
            },
            "pages": {
                path.parts[-3]: path.read_text()
                for path in self.root.glob("feedback/*/tiny/tiny.html")
            },
            "folders": sorted(
                str(path.relative_to(self.root))
                for step in ("autograded", "feedback")
                for path in self.root.glob(f"{step}/*/*")
            ),
            "scratch": sorted(path.name for path in self.scratch.iterdir()),
        }


@cache
def _scratch() -> tempfile.TemporaryDirectory[str]:
    """Make it when it is needed: processes of a pool import this, and remove nothing."""
    return tempfile.TemporaryDirectory(prefix="class-", dir="/tmp")


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, "it hangs"
        time.sleep(0.02)


def without_bar(errors: str) -> str:
    return "\n".join(line for line in errors.splitlines() if not line.startswith("Grading "))


def without_times(notebook: dict[str, Any]) -> dict[str, Any]:
    """Leave out when it was graded, and what depends on that."""
    audit = notebook["metadata"]["unrolled"]["audit"]
    for name in ("graded", "seconds", "seal"):
        audit.pop(name)
    return notebook


def kill_all(processes: list[psutil.Process]) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGKILL)


@pytest.fixture(scope="module")
def gradebooks() -> Iterator[Gradebooks]:
    """Gradebooks in a PostgreSQL server."""
    with postgresql.server() as address:
        yield Gradebooks(address)


@pytest.fixture(scope="session")
def ungraded(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """A class that the gradebook knows the assignment of."""
    course = tiny(tmp_path_factory.mktemp("ungraded") / "course")
    wrong = course.solved
    cell(wrong, "walk").source = "def walk(x, h, w):\n    return x"
    for number in range(STUDENTS):
        right = course.release if number == 3 else course.solved
        course.submit(f"student{number:02d}", slow(wrong if number % 4 == 1 else right))
    course.submit("unreadable", b"{")
    course.register()
    return Class(course.root)


def slow(notebook: NotebookNode) -> NotebookNode:
    """Let a run last for so long that something can happen to it."""
    return new_notebook(cells=[*notebook.cells, new_code_cell("import time\ntime.sleep(0.4)")])


@pytest.fixture(scope="session")
def graded(ungraded: Class, tmp_path_factory: pytest.TempPathFactory) -> Class:
    """The class after a run that nothing happens to."""
    course = ungraded.copy(tmp_path_factory.mktemp("undisturbed") / "course")
    code, output, errors = course.grade()
    assert (code, errors) == (0, ""), output
    return course


@pytest.fixture(scope="session")
def undisturbed(graded: Class) -> dict[str, Any]:
    """What such a run leaves behind."""
    return graded.outcome()


@pytest.fixture
def course(ungraded: Class, tmp_path: Path) -> Class:
    """A class of one's own, not graded yet."""
    return ungraded.copy(tmp_path / "course")
