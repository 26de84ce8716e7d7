"""Grading `cells` with otter-grader, for comparison: `python -m benchmarks.otter`.

Otter grades a whole folder only in Docker containers (`otter grade`). Without them it has
`otter run`, a process for every notebook, and the same as a function,
`otter.api.grade_submission`. The function is called here, in one process for the whole class: that
is the faster, because Otter is imported once. Each notebook has a kernel of its own, one after the
other.

The same as with our grader: the cells that are run (public checks and explorations are marked with
the tag that makes Otter leave them out), the hidden cases, the right answers, and how far an answer
may be off (each element, where we take the whole array). Where an exercise needs a cache, the
learner's own earlier function makes it. But Otter compares in the learner's process, where hidden
cases can be read. It has no sandbox, gradient checks, hints, credit for what follows from an
earlier mistake, or feedback pages.

Otter lives in an environment of its own, `build/otter`, made at the first use. It would go to the
network only for plugins and for uploads with a token; here are none.
"""

from __future__ import annotations

import argparse
import inspect
import pickle
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from types import SimpleNamespace

import nbformat

from autograder.compare.tolerance import answer_threshold
from autograder.graders.exercise import Case, Exercise
from autograder.graders.reference import Reference
from autograder.graders.registry import assignment_named
from autograder.grading.course import Course
from autograder.grading.rebuild import is_exploration, is_test
from benchmarks.classes import PROJECT, correct_class

ENVIRONMENT = PROJECT / "build/otter"
PYTHON = ENVIRONMENT / "bin/python"
VERSION = "7.0.0"
CELLS = assignment_named("cells")

GRADE = """
import sys
from otter.api import grade_submission

for notebook in sys.argv[2:]:
    print(grade_submission(notebook, sys.argv[1], quiet=True).total)
"""

HIDDEN = """
import copy
import pickle
from pathlib import Path

import numpy as np
from otter.test_files import test_case

# The benchmark itself has just written it.
CASES = pickle.loads(Path(__file__).with_name("hidden.pkl").read_bytes())

class Own:
    def __init__(self, env):
        self.functions = env

    def call(self, name, *arguments):
        return self.functions[name](*copy.deepcopy(arguments))

    def cache(self, name, *arguments, position):
        return self.call(name, *arguments)[position]

def tests(exercise, run):
    return {case.title: test(run, case) for case in CASES[exercise]}

def test(run, case):
    @test_case(name=case.title, points=1, hidden=True)
    def compare(env):
        assert agrees(run(Own(env), case), case.expected, case.tolerance), case.title

    return compare

def agrees(actual, expected, tolerance):
    if isinstance(expected, dict):
        return all(agrees(actual[name], expected[name], tolerance) for name in expected)
    if isinstance(expected, tuple):
        pairs = zip(actual[: len(expected)], expected, strict=True)
        return all(agrees(*pair, tolerance) for pair in pairs)
    same_shape = np.shape(actual) == np.shape(expected)
    return same_shape and np.allclose(actual, expected, rtol=tolerance)
"""

TEST_FILE = """
from __future__ import annotations
from hidden import tests

{source}

OK_FORMAT = False
name = "{name}"
globals().update(tests(name, {run}))
"""


def otter(course: Path, learners: int) -> float:
    """Measure seconds for the first so many submissions, which must all get full marks."""
    _install()
    submitted = sorted((course / "submitted").glob("*/cells/cells.ipynb"))[:learners]
    with tempfile.TemporaryDirectory() as folder:
        notebooks = [_without_extras(path, Path(folder)) for path in submitted]
        autograder = Path(folder) / "autograder.zip"
        points = _write(autograder, course)
        started = time.perf_counter()
        graded = subprocess.run(
            [PYTHON, "-c", GRADE, autograder, *notebooks], capture_output=True, text=True
        )
        seconds = time.perf_counter() - started
    if graded.stdout.split() != [str(points)] * learners:
        raise RuntimeError(
            f"Otter should give each of {learners} correct submissions {points} points, but gave "
            f"these: {graded.stdout.split()}.\n{graded.stderr}"
        )
    return seconds


def _install() -> None:
    installed = ENVIRONMENT / f"otter-grader-{VERSION}"
    if installed.exists():
        return
    print(f"Installing otter-grader {VERSION} in {ENVIRONMENT} …", file=sys.stderr)
    packages = (f"otter-grader[grading]=={VERSION}", "numpy", "matplotlib", "ipykernel")
    pins = ("--constraint", PROJECT / "requirements.lock")
    subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True)
    subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", *pins, *packages], check=True)
    installed.touch()


def _without_extras(submitted: Path, folder: Path) -> Path:
    """Write the submission with Otter's tag on the cells that our grader does not run either."""
    notebook = nbformat.read(submitted, as_version=4)
    for cell in notebook.cells:
        if is_test(cell) or is_exploration(cell):
            cell.metadata.tags = [*cell.metadata.get("tags", []), "otter_ignore"]
    path = folder / f"{submitted.parts[-3]}.ipynb"
    nbformat.write(notebook, path)
    return path


def _write(autograder: Path, course: Path) -> int:
    """Write the tests and the files that lie beside a notebook; return what there is to earn."""
    secret = Course(course).secret
    hidden = {
        exercise.name: [_hidden(exercise, case) for case in CELLS.draw_cases(exercise, secret)]
        for exercise in CELLS.exercises
    }
    with zipfile.ZipFile(autograder, "w") as archive:
        for exercise in CELLS.exercises:
            archive.writestr(f"tests/{exercise.name}.py", _test_file(exercise))
        archive.writestr("files/hidden.py", HIDDEN)
        archive.writestr("files/hidden.pkl", pickle.dumps(hidden))
        for path in (course / "release/cells").glob("[!.]*[!b]"):
            archive.write(path, f"files/{path.name}")
    return sum(map(len, hidden.values()))  # a point for every case


def _test_file(exercise: Exercise) -> str:
    run = exercise.run
    source = inspect.getsource(run)
    return TEST_FILE.format(name=exercise.name, source=source, run=run.__name__)


def _hidden(exercise: Exercise, case: Case) -> SimpleNamespace:
    expected = exercise.run(Reference("cells"), case)
    if exercise.cache_position is not None:
        expected = expected[: exercise.cache_position]
    tolerance = answer_threshold(case.depth)
    return SimpleNamespace(title=case.title, expected=expected, tolerance=tolerance, **case.values)


def main() -> None:
    """Time one class and print the seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=3, help="how large the class is")
    learners = parser.parse_args().learners
    with tempfile.TemporaryDirectory() as folder:
        course = correct_class(Path(folder) / "class", learners)
        print(f"{otter(course, learners):.2f} s")


if __name__ == "__main__":
    main()
