"""A real course with real submissions, graded by the real nbgrader."""

from __future__ import annotations

import copy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from functools import cache
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.api import Gradebook, SubmittedNotebook

from autograder.demo.sample import solved
from autograder.grading.course import SECRET_BYTES, SECRET_FILE
from autograder.process.database import database
from tests import in_process, tiny_course, warm
from tests.admission import hostile

PROJECT = Path(__file__).parents[2]
SECRET = bytes(range(SECRET_BYTES))
SCRIPTS = str(Path(sys.executable).parent)
_scratch = tempfile.TemporaryDirectory(prefix="registered-")


class CourseOnDisk:
    """A copy of a course directory, with submissions to one of its assignments."""

    def __init__(
        self,
        root: Path,
        *,
        assignment: str = "cells",
        of: Path = PROJECT / "source_release",
        with_plugin: bool = True,
    ) -> None:
        shutil.copytree(of, root, ignore=shutil.ignore_patterns("*.db"))
        (root / SECRET_FILE).write_bytes(SECRET)
        self.root = root
        self.assignment = assignment
        if not with_plugin:
            (root / "nbgrader_config.py").write_text("c = get_config()\n")

    def copy(self, root: Path) -> CourseOnDisk:
        """Copy the course with all that came of it, to change things in."""
        copied = copy.copy(self)
        copied.root = Path(shutil.copytree(self.root, root, symlinks=True))
        return copied

    def register(self) -> None:
        """Let the gradebook know the assignment."""
        shutil.copy(registered(self.assignment), self.root / "gradebook.db")

    @property
    def release(self) -> NotebookNode:
        name = self.assignment
        return nbformat.read(self.root / f"release/{name}/{name}.ipynb", as_version=4)

    @property
    def solved(self) -> NotebookNode:
        return solved(self.release, self.assignment)

    def submit(
        self, student: str, notebook: NotebookNode | bytes, day: int = 1, **files: bytes
    ) -> Path:
        """Submit a notebook and other files, as nbgrader collects them."""
        folder = self.root / "submitted" / student / self.assignment
        folder.mkdir(parents=True, exist_ok=True)
        raw = notebook if isinstance(notebook, bytes) else nbformat.writes(notebook).encode()
        (folder / f"{self.assignment}.ipynb").write_bytes(raw)
        (folder / "timestamp.txt").write_text(f"2026-01-{day:02d} 12:00:00 UTC")
        for name, content in files.items():
            (folder / f"{name}.py").write_bytes(content)
        return folder

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the course directory."""
        return warm.run(command, self.root)

    def nbgrader(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run nbgrader's own command in the course directory."""
        return self.run("nbgrader", *arguments)

    def unrolled(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Do in this process what our command does in the course directory."""
        assert not (self.root / "course.toml").exists(), "a process works for one course: use run"
        with chdir(self.root):
            return in_process.unrolled(*arguments)

    def score(self, student: str) -> float:
        """Return the autograded points of a learner, from the gradebook."""
        with self.submission(student) as notebook:
            return float(sum(grade.auto_score or 0 for grade in notebook.grades))

    def submitted(self, student: str) -> str:
        """Return when a learner submitted, from the gradebook."""
        with self.submission(student) as notebook:
            return str(notebook.assignment.timestamp)

    @contextmanager
    def submission(self, student: str) -> Iterator[SubmittedNotebook]:
        """Open a learner's notebook in the gradebook."""
        with Gradebook(database(self.root), "unrolled") as gradebook:
            yield gradebook.find_submission_notebook(self.assignment, self.assignment, student)


def tiny(root: Path) -> CourseOnDisk:
    """Return a copy of the tiny course's directory."""
    return CourseOnDisk(root, assignment="tiny", of=tiny_course.built())


@cache
def registered(assignment: str) -> Path:
    """Return a gradebook that knows an assignment, to be copied: nbgrader takes seconds."""
    folder = Path(_scratch.name) / assignment
    course = tiny(folder) if assignment == "tiny" else CourseOnDisk(folder, assignment=assignment)
    result = course.nbgrader("generate_assignment", assignment, "--force")
    assert result.returncode == 0, result.stderr
    return folder / "gradebook.db"


def cell(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    """Find a cell by the id that nbgrader knows it by."""
    return next(
        c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


@pytest.fixture(scope="session")
def graded_course(tmp_path_factory: pytest.TempPathFactory) -> CourseOnDisk:
    """A class in which most submissions hold a trap, graded by `nbgrader autograde`."""
    course = CourseOnDisk(tmp_path_factory.mktemp("graded") / "course")
    course.submit("correct", course.solved)
    course.submit("empty", course.release)
    course.submit("a_duplicated_id", _with_duplicated_id(course))
    course.submit("deleted_tests", _without_tests(course))
    course.submit("noisy", _noisy(course))
    course.submit("shadowing", course.solved, numpy=b"raise ImportError", workbook=b"1/0")
    _submit_links(course)
    course.submit("unreadable", b"{ this is no notebook")
    course.submit("scripting", _scripting(course))
    course.submit("curious", _printing_what_it_sees(course))
    course.submit("lying", _with_points_of_its_own(course))
    course.register()
    result = course.nbgrader("autograde", "cells")
    assert result.returncode == 0, result.stderr
    for command in (("generate_feedback", "cells"), ("export",)):
        result = course.nbgrader(*command)
        assert result.returncode == 0, result.stderr
    return course


def _with_duplicated_id(course: CourseOnDisk) -> NotebookNode:
    notebook = course.solved
    for grade_id in ("softmax", "test_softmax"):
        original = cell(notebook, grade_id)
        twin = nbformat.from_dict({**original, "id": f"twin-{grade_id}"})
        notebook.cells.insert(notebook.cells.index(original) + 1, twin)
    return notebook


def _without_tests(course: CourseOnDisk) -> NotebookNode:
    notebook = course.solved
    notebook.cells = [c for c in notebook.cells if not c.source.startswith("check(")]
    return notebook


def _noisy(course: CourseOnDisk) -> NotebookNode:
    """Right answers, with warnings and text on stderr on the way."""
    notebook = course.solved
    softmax = cell(notebook, "softmax")
    softmax.source = softmax.source.replace(
        "    shifted = ",
        "    np.log(np.zeros(1))\n    print('hm', file=sys.stderr)\n    shifted = ",
    )
    softmax.source = "import sys\n" + softmax.source
    return notebook


def _submit_links(course: CourseOnDisk) -> None:
    secret = course.root / "secret.txt"
    secret.write_text("the staff's")
    folder = course.submit("linked_file", course.solved)
    (folder / "notes.txt").symlink_to(secret)
    folder = course.submit("linked_notebook", b"")
    (folder / "cells.ipynb").unlink()
    (folder / "cells.ipynb").symlink_to(course.root / "source/cells/cells.ipynb")


def _scripting(course: CourseOnDisk) -> NotebookNode:
    """Scripts wherever a learner can write something."""
    notebook = course.solved
    cell(notebook, "states").source = "\n\n".join(hostile.TEXTS)
    notebook.cells.extend(nbformat.v4.new_markdown_cell(text) for text in hostile.TEXTS)
    notebook.cells.append(nbformat.v4.new_code_cell(hostile.CODE))
    return notebook


def _with_points_of_its_own(course: CourseOnDisk) -> NotebookNode:
    notebook = course.solved
    for c in notebook.cells:
        c.metadata.get("nbgrader", {}).update(points=1000, locked=False)
    cell(notebook, "test_softmax").source = "1000.0"
    return notebook


def _printing_what_it_sees(course: CourseOnDisk) -> NotebookNode:
    """Wrong, and shouts what it is called with in every way it has."""
    notebook = course.solved
    cell(notebook, "softmax").source = (
        "def softmax(z):\n"
        "    import sys\n"
        "    print('SEEN', z.tolist())\n"
        "    print('SEEN', z.tolist(), file=sys.stderr)\n"
        "    display('SEEN', z)\n"
        "    if z.shape[0] == 3:\n"
        "        raise type('SEEN' + str(z.ravel()[0]), (Exception,), {})('SEEN', z.tolist())\n"
        "    return z\n"
    )
    return notebook
