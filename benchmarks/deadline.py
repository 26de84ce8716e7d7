"""A class before a deadline: how long each waits from *Submit* to the feedback in the exchange.

    python -m benchmarks.deadline                                 one submission of `cells`
    python -m benchmarks.deadline --assignment gates --tries 10   one after the other
    python -m benchmarks.deadline --learners 200 --within 60      a class within a minute
    python -m benchmarks.deadline --learners 50 --within 20 --hostile 5

A course with a real exchange is made in a temporary folder and served by `unrolled serve`.
Everybody submits by nbgrader's own means, each from a folder of theirs. With `--hostile 5`, every
fifth learner's code never ends.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.error import URLError

import nbformat
from nbgrader.apps import NbGraderAPI
from nbgrader.exchange.default import ExchangeSubmit
from nbgrader.utils import notebook_hash
from rich.console import Console
from rich.table import Table
from traitlets.config import Config
from traitlets.log import get_logger

from autograder.budget import MOST_SECONDS, USUAL_SECONDS
from autograder.content import assignments
from autograder.demo.sample import solved
from autograder.grading.course import Course
from autograder.process.database import put_scripts_on_the_path
from benchmarks.classes import PROJECT, SCRIPTS

COURSE = "unrolled"
PORT = 8790
LOOK_SECONDS = 0.01
ENDLESS = "while True:\n    pass\n"
console = Console(stderr=True)


@dataclass(frozen=True)
class Waited:
    """What a class waited, in seconds."""

    assignment: str
    learners: int
    within: float
    hostile: int
    median: float
    last: float
    lost: int


class Deadline:
    """A course with an exchange, in which learners submit one assignment."""

    def __init__(self, root: Path, assignment: str) -> None:
        self._root = root
        self._assignment = assignment
        self._exchange = root / "exchange"
        self._exchange.mkdir()
        self._exchange.chmod(0o777)
        self.course = root / COURSE
        self._lay_out()
        release = Course(self.course).release(assignment)
        self._right = nbformat.writes(solved(release, assignment))
        self._sent: dict[str, float] = {}  # by the feedback's file, when it was submitted
        self._came: dict[str, float] = {}

    def submit(self, learner: str, hostile: bool = False) -> None:
        """Submit as nbgrader does, from a folder of the learner's own."""
        home = self._root / "homes" / learner
        (home / self._assignment).mkdir(parents=True, exist_ok=True)
        notebook = self._endless() if hostile else self._right
        (home / self._assignment / f"{self._assignment}.ipynb").write_text(notebook)
        config = self._config(learner)
        config.Exchange.assignment_dir = str(home)
        config.Exchange.cache = str(home / "cache")
        api = NbGraderAPI(config=config)
        submit = ExchangeSubmit(
            coursedir=api.coursedir, authenticator=api.authenticator, parent=api
        )
        submit.coursedir.assignment_id = self._assignment
        submit.start()
        submitted = time.monotonic()
        inbound = self._exchange / COURSE / "inbound" / submit.assignment_filename
        secret = (inbound / "submission_secret.txt").read_text()
        if not hostile:
            page = notebook_hash(secret=secret, notebook_id=self._assignment)
            self._sent[f"{page}.html"] = submitted

    def look(self, ends: float) -> None:
        """Note when feedback comes, until all is there or time is up."""
        folder = self._exchange / COURSE / "feedback"
        while time.monotonic() < ends:
            if folder.is_dir():
                now = time.monotonic()
                for name in os.listdir(folder):
                    self._came.setdefault(name, now)
            if self._all_sent.is_set() and self._sent.keys() <= self._came.keys():
                return
            time.sleep(LOOK_SECONDS)

    def waited(self, learners: int, within: float, hostile: int, patience: float) -> Waited:
        """Let a class submit at random moments, and measure what honest learners wait."""
        self._all_sent = threading.Event()
        self._sent.clear()
        ends = time.monotonic() + within + patience
        looking = threading.Thread(target=self.look, args=(ends,))
        looking.start()
        started = time.monotonic()
        moments = sorted(random.uniform(0, within) for _ in range(learners))
        for number, moment in enumerate(moments):
            time.sleep(max(0.0, started + moment - time.monotonic()))
            is_hostile = bool(hostile) and number % hostile == hostile - 1
            self.submit(f"learner{number:04d}", is_hostile)
        self._all_sent.set()
        looking.join()
        times = [self._came[page] - sent for page, sent in self._sent.items() if page in self._came]
        return Waited(
            self._assignment,
            learners,
            within,
            hostile,
            round(statistics.median(times), 2),
            round(max(times), 2),
            len(self._sent) - len(times),
        )

    @contextmanager
    def served(self, jobs: int, budget: float) -> Iterator[None]:
        """Run the service, and wait until it is ready."""
        options = [f"--course={self.course}", f"--jobs={jobs}", f"--port={PORT}"]
        with (self._root / "serve.log").open("w") as log:
            service = subprocess.Popen(
                [SCRIPTS / "unrolled", "serve", *options, f"--budget={budget}"], stderr=log
            )
        try:
            while not self._is_ready() and service.poll() is None:
                time.sleep(0.2)
            if service.poll() is not None:
                raise RuntimeError((self._root / "serve.log").read_text())
            yield
        finally:
            service.send_signal(signal.SIGTERM)
            service.wait()

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health", timeout=5):
                return True
        except (URLError, OSError):
            return False

    def _endless(self) -> str:
        notebook = nbformat.reads(self._right, as_version=4)
        notebook.cells.append(nbformat.v4.new_code_cell(ENDLESS))
        for cell in notebook.cells:
            if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code":
                cell.source = cell.source.replace(":\n", ":\n    while True: pass\n", 1)
        return nbformat.writes(notebook)

    def _lay_out(self) -> None:
        """Copy the assignment alone into a course of its own, and release it."""
        self.course.mkdir()
        for step in ("source", "release"):
            source = PROJECT / "source_release" / step / self._assignment
            target = self.course / step / self._assignment
            target.mkdir(parents=True)
            for file in source.iterdir():
                (target / file.name).write_bytes(file.read_bytes())
        configuration = (PROJECT / "source_release/nbgrader_config.py").read_text()
        where = (
            f"c.Exchange.root = {str(self._exchange)!r}\nc.ExchangeCollect.check_owner = False\n"
        )
        (self.course / "nbgrader_config.py").write_text(configuration + where)
        taught = f'assignments = ["{self._assignment}"]\nattempts = 1000\n'
        (self.course / "course.toml").write_text(taught)
        config = self._config("")
        config.CourseDirectory.root = str(self.course)
        api = NbGraderAPI(config=config)
        for result in (
            api.generate_assignment(self._assignment),
            api.release_assignment(self._assignment),
        ):
            if not result["success"]:
                raise RuntimeError(result["log"])

    def _config(self, learner: str) -> Config:
        config = Config()
        config.CourseDirectory.course_id = COURSE
        config.CourseDirectory.student_id = learner or "*"
        config.Exchange.root = str(self._exchange)
        return config


def main() -> None:
    """Measure, and print a table or JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--assignment", choices=assignments(), default="cells")
    parser.add_argument("--learners", type=int, default=1)
    parser.add_argument("--within", type=float, default=0.0, metavar="SECONDS")
    parser.add_argument("--tries", type=int, default=1, help="how often all of it is done")
    parser.add_argument("--hostile", type=int, default=0, metavar="N", help="every Nth learner")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--budget", type=float, default=USUAL_SECONDS, metavar="SECONDS")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    put_scripts_on_the_path()
    get_logger().setLevel("ERROR")  # nbgrader tells of each submission
    with tempfile.TemporaryDirectory(prefix="deadline-") as folder:
        deadline = Deadline(Path(folder), options.assignment)
        console.print("The service gets ready …")
        with deadline.served(options.jobs, options.budget):
            rows = [
                deadline.waited(
                    options.learners,
                    options.within,
                    options.hostile,
                    min(MOST_SECONDS, 60.0 + 4 * options.learners),
                )
                for _ in range(options.tries)
            ]
    if options.json:
        print(json.dumps([asdict(row) for row in rows]))
    else:
        Console().print(_table(rows))


def _table(rows: list[Waited]) -> Table:
    table = Table(title="Seconds from Submit to feedback")
    for heading in ("Assignment", "Learners", "Within", "Hostile", "Median", "Last", "Lost"):
        table.add_column(heading, justify="right")
    for row in rows:
        hostile = f"every {row.hostile}." if row.hostile else "none"
        table.add_row(
            row.assignment,
            str(row.learners),
            f"{row.within:g} s",
            hostile,
            f"{row.median:.2f}",
            f"{row.last:.2f}",
            str(row.lost),
        )
    if len(rows) > 1:
        medians, last = [row.median for row in rows], [row.last for row in rows]
        middle = f"{statistics.median(medians):.2f}"
        table.add_row("all", str(len(rows)), "", "", middle, f"{max(last):.2f}", "")
    return table


if __name__ == "__main__":
    main()
