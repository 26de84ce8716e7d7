"""A course with a real exchange in a folder, whose learners submit one assignment."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import nbformat
from nbgrader.apps import NbGraderAPI
from nbgrader.exchange.default import ExchangeSubmit
from nbgrader.utils import notebook_hash
from traitlets.config import Config

from autograder.demo.sample import solved
from autograder.grading.course import Course
from benchmarks.classes import PROJECT, SCRIPTS

COURSE = "unrolled"
PORT = 8790
ENDLESS = "while True:\n    pass\n"
CONFIGURATION = "nbgrader_config.py"


class School:
    """A course of one assignment, released; hands in as nbgrader does.

    Parameters
    ----------
    root : an empty folder for all of it, or that of a copy.
    """

    def __init__(self, root: Path, assignment: str) -> None:
        self.root = root
        self.assignment = assignment
        self.course = root / COURSE
        self.exchange = root / "exchange"
        if not self.course.exists():
            self._lay_out()
        self.release = Course(self.course).release(assignment)
        self.right = nbformat.writes(solved(self.release, assignment))

    def copy(self, root: Path) -> School:
        """Copy all of it, with what was submitted."""
        shutil.copytree(self.root, root)
        copied = School(root, self.assignment)
        copied._configure()
        return copied

    @property
    def endless(self) -> str:
        """A notebook of which every function never ends, and the last cell neither."""
        notebook = nbformat.reads(self.right, as_version=4)
        notebook.cells.append(nbformat.v4.new_code_cell(ENDLESS))
        for cell in notebook.cells:
            if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code":
                cell.source = cell.source.replace(":\n", ":\n    while True: pass\n", 1)
        return nbformat.writes(notebook)

    def submit(self, learner: str, notebook: str) -> str:
        """Submit as nbgrader does, from a folder of the learner's; return the feedback's name."""
        home = self.root / "homes" / learner
        (home / self.assignment).mkdir(parents=True, exist_ok=True)
        (home / self.assignment / f"{self.assignment}.ipynb").write_text(notebook)
        config = self._config(learner)
        config.Exchange.assignment_dir = str(home)
        config.Exchange.cache = str(home / "cache")
        api = NbGraderAPI(config=config)
        submit = ExchangeSubmit(
            coursedir=api.coursedir, authenticator=api.authenticator, parent=api
        )
        submit.coursedir.assignment_id = self.assignment
        submit.start()
        inbound = self.exchange / COURSE / "inbound" / submit.assignment_filename
        secret = (inbound / "submission_secret.txt").read_text()
        return f"{notebook_hash(secret=secret, notebook_id=self.assignment)}.html"

    @property
    def feedback(self) -> list[str]:
        """The names of all feedback in the exchange."""
        folder = self.exchange / COURSE / "feedback"
        return os.listdir(folder) if folder.is_dir() else []

    def serve(
        self, jobs: int, budget: float, more: Mapping[str, str] = {}
    ) -> subprocess.Popen[bytes]:
        """Start the service; `more` is for its environment."""
        options = [f"--course={self.course}", f"--jobs={jobs}", f"--port={PORT}"]
        command = [str(SCRIPTS / "unrolled"), "serve", *options, f"--budget={budget}"]
        with self._log.open("a") as log:
            return subprocess.Popen(command, stderr=log, env={**os.environ, **more})

    @contextmanager
    def served(self, jobs: int, budget: float, more: Mapping[str, str] = {}) -> Iterator[None]:
        """Run the service, and wait until it is ready.

        Raises
        ------
        RuntimeError : when it ends before; says what it said.
        """
        service = self.serve(jobs, budget, more)
        try:
            while not _is_ready() and service.poll() is None:
                time.sleep(0.2)
            if service.poll() is not None:
                raise RuntimeError(self._log.read_text())
            yield
        finally:
            service.send_signal(signal.SIGTERM)
            service.wait()

    @property
    def _log(self) -> Path:
        return self.root / "serve.log"

    def _lay_out(self) -> None:
        """Copy the assignment alone into a course of its own, and release it."""
        self.course.mkdir(parents=True)
        self.exchange.mkdir()
        self.exchange.chmod(0o777)
        for step in ("source", "release"):
            source = PROJECT / "source_release" / step / self.assignment
            target = self.course / step / self.assignment
            target.mkdir(parents=True)
            for file in source.iterdir():
                (target / file.name).write_bytes(file.read_bytes())
        self._configure()
        taught = f'assignments = ["{self.assignment}"]\nattempts = 1000\n'
        (self.course / "course.toml").write_text(taught)
        config = self._config("")
        config.CourseDirectory.root = str(self.course)
        api = NbGraderAPI(config=config)
        for result in (
            api.generate_assignment(self.assignment),
            api.release_assignment(self.assignment),
        ):
            if not result["success"]:
                raise RuntimeError(result["log"])

    def _configure(self) -> None:
        configuration = (PROJECT / "source_release" / CONFIGURATION).read_text()
        where = f"c.Exchange.root = {str(self.exchange)!r}\nc.ExchangeCollect.check_owner = False\n"
        (self.course / CONFIGURATION).write_text(configuration + where)

    def _config(self, learner: str) -> Config:
        config = Config()
        config.CourseDirectory.course_id = COURSE
        config.CourseDirectory.student_id = learner or "*"
        config.Exchange.root = str(self.exchange)
        return config


def _is_ready() -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health", timeout=5):
            return True
    except (URLError, OSError):
        return False
