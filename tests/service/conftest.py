"""A course with a real exchange, and the real command that serves it."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.auth import Authenticator
from nbgrader.exchange.default import ExchangeSubmit
from nbgrader.utils import notebook_hash

from autograder.batch.standing import Standing, standings
from autograder.service.attempt import Attempt
from autograder.service.attempt_log import AttemptLog
from autograder.service.exchange import Exchange
from tests import warm
from tests.batch.conftest import wait_until
from tests.nbgrader.conftest import CourseOnDisk, cell, tiny

CONFIGURATION = """
c.Exchange.root = {exchange!r}
c.ExchangeCollect.check_owner = False
"""


@dataclass
class Served:
    """A course that has released its one assignment."""

    course: CourseOnDisk
    exchange: Path

    @property
    def root(self) -> Path:
        return self.course.root

    def set(self, rules: str) -> None:
        """Write the rules of the course."""
        (self.root / "course.toml").write_text(f'assignments = ["tiny"]\n{rules}\n')

    def submit(self, student: str, notebook: NotebookNode | bytes) -> str:
        """Submit as nbgrader does; return the name of the folder in the exchange."""
        home = self.exchange.with_name("homes") / student
        (home / "tiny").mkdir(parents=True, exist_ok=True)
        raw = notebook if isinstance(notebook, bytes) else nbformat.writes(notebook).encode()
        (home / "tiny/tiny.ipynb").write_bytes(raw)
        submit = Exchange(self.root)._doing(ExchangeSubmit, student, "tiny")
        submit.assignment_dir, submit.cache = str(home), str(home / "cache")
        submit.authenticator = Authenticator(parent=submit.parent)
        submit.start()
        return str(submit.assignment_filename)

    def page(self, name: str) -> str | None:
        """Return the feedback that the learner finds in the exchange for a submission."""
        secret = (self.exchange / "unrolled/inbound" / name / "submission_secret.txt").read_text()
        checksum = notebook_hash(secret=secret, notebook_id="tiny")
        page = self.exchange / f"unrolled/feedback/{checksum}.html"
        return page.read_text() if page.exists() else None

    def attempts(self, student: str) -> list[Attempt]:
        return AttemptLog(self.root).of(student, "tiny")

    def attempt(self, name: str) -> Attempt | None:
        found = [each for each in AttemptLog(self.root).all() if each.name == name]
        return found[0] if found else None

    def standing(self, student: str) -> Standing:
        return standings(self.root, "tiny")[student]

    def start(self, *options: str) -> psutil.Popen:
        """Start the command."""
        usual = [f"--course={self.root}", "--jobs=1", "--port=0", "--log=json"]
        with warm.prepared():
            return psutil.Popen(
                ["unrolled", "serve", *usual, *options], stderr=subprocess.PIPE, text=True
            )

    @contextmanager
    def running(self, *options: str) -> Iterator[psutil.Popen]:
        """Start the command, and stop it in good order."""
        process = self.start(*options)
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors

    def wait_for_page(self, name: str) -> str:
        """Wait until there is feedback for a submission."""
        wait_until(lambda: self.page(name) is not None)
        return self.page(name) or ""


def served(root: Path, rules: str = "") -> Served:
    """Make a course with an exchange."""
    exchange = root / "exchange"
    exchange.mkdir(parents=True)
    exchange.chmod(0o777)
    course = tiny(root / "course")
    course.register()
    (exchange / "unrolled/inbound").mkdir(parents=True)
    shutil.copytree(course.root / "release/tiny", exchange / "unrolled/outbound/tiny")
    (exchange / "unrolled/inbound").chmod(0o733)
    made = Served(course, exchange)
    configure(made)
    made.set(rules)
    return made


def configure(made: Served) -> None:
    """Tell nbgrader where the exchange is."""
    with (made.root / "nbgrader_config.py").open("a") as config:
        config.write(CONFIGURATION.format(exchange=str(made.exchange)))


def total(page: str) -> float:
    """Return the points that a page tells."""
    found = re.search(r'class="total">([\d.]+) ', page)
    assert found is not None
    return float(found[1])


def wrong(course: CourseOnDisk, exercise: str = "walk") -> NotebookNode:
    """Return a solved notebook in which one exercise is wrong."""
    notebook = course.solved
    cell(notebook, exercise).source = f"def {exercise}(x, h, w):\n    return x"
    return notebook


def sleeping(notebook: NotebookNode, seconds: float) -> NotebookNode:
    """Return a notebook that takes its time."""
    sleep = new_code_cell(f"import time\ntime.sleep({seconds})")
    return new_notebook(cells=[*notebook.cells, sleep])
