"""A hostile class among honest learners: everybody honest gets the right mark, and it ends."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from tests.nbgrader.conftest import CourseOnDisk, cell

from .test_replies import CELL, TAKE_OVER

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]
FULL = 34
BUDGET = 16.0  # seconds
JOBS = 2


def in_softmax(code: str) -> Callable[[NotebookNode], NotebookNode]:
    """Code in the place of the first exercise."""

    def change(notebook: NotebookNode) -> NotebookNode:
        cell(notebook, "softmax").source = code
        return notebook

    return change


def code_cells(*sources: str) -> Callable[[NotebookNode], NotebookNode]:
    """Cells before everything else."""

    def change(notebook: NotebookNode) -> NotebookNode:
        notebook.cells[:0] = [new_code_cell(source) for source in sources]
        return notebook

    return change


def texts(*sources: str) -> Callable[[NotebookNode], NotebookNode]:
    """Cells of words."""

    def change(notebook: NotebookNode) -> NotebookNode:
        notebook.cells.extend(new_markdown_cell(source) for source in sources)
        return notebook

    return change


def bracketed(notebook: NotebookNode) -> bytes:
    """A file of brackets and quotes around nothing."""
    return b'{"cells": [' + b"[" * 2_000_000 + b'"' + rb"\"" * 1_000_000


SLOW = "def softmax(z):\n    import time\n    time.sleep(4.5)\n    return z"
SLEEP = "import time\ntime.sleep(6)"
NESTED = "from IPython.display import HTML\nHTML('<div>' * 30_000)"
SHOW = "print('x' * 1_900_000)"
DEEP = "def softmax(z):\n    answer = []\n    for _ in range(20_000):\n        answer = [answer]"
HOSTILE: dict[str, Callable[[NotebookNode], Any]] = {
    "sleeps in each call": in_softmax(SLOW),
    "sleeps in cells": code_cells(*[SLEEP] * 5),
    "never ends outside Python": in_softmax("def softmax(z): return 7 ** 7 ** 9"),
    "ends itself in many cells": code_cells(*["import os\nos._exit(0)"] * 6),
    "ends itself in a call": in_softmax("import os\ndef softmax(z): os._exit(0)"),
    "shows very much": code_cells(*[SHOW] * 60),
    "answers very many": in_softmax("def softmax(z): return [[0.5]] * 150_000"),
    "answers deeply": in_softmax(f"{DEEP}\n    return answer"),
    "takes all memory": in_softmax("def softmax(z): return [0] * 10**10"),
    "starts threads": in_softmax(
        "import threading, time\n"
        "def softmax(z):\n"
        "    for _ in range(500): threading.Thread(target=time.sleep, args=(99,)).start()"
    ),
    "forges what it shows": code_cells(TAKE_OVER + CELL % "'outputs': [np.ones(3)]"),
    "quotes without end": texts("`" * 80_000, "~" * 80_000),
    "formulas without end": texts(*[r"\begin{a}" * 1_000] * 60),
    "lines without end": code_cells("\\\n" * 20_000 + "1"),
    "nests what it shows": code_cells(NESTED),
    "brackets": bracketed,
    "very many cells": code_cells(*["1"] * 5_000),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> CourseOnDisk:
    """Every third one is honest."""
    course = CourseOnDisk(tmp_path_factory.mktemp("besieged") / "course")
    course.register()
    for number, (name, change) in enumerate(HOSTILE.items()):
        course.submit(f"{number:02} {name}", change(course.solved))
        if number % 3 == 0:
            course.submit(f"{number:02} ~honest", course.solved)
    return course


def test_a_hostile_class_costs_honest_learners_nothing(course: CourseOnDisk) -> None:
    started = time.monotonic()
    options = (f"--jobs={JOBS}", f"--budget={BUDGET:g}", "--json")
    result = course.unrolled("grade", "cells", f"--course={course.root}", *options)
    seconds = time.monotonic() - started
    rows = {row["student"]: row for row in json.loads(result.stdout)}
    print({name: (row["score"], row["trouble"]) for name, row in rows.items()})
    honest = [row["score"] for name, row in rows.items() if "~honest" in name]
    assert honest == [FULL] * len(honest)
    assert len(honest) > 4 and len(rows) == len(honest) + len(HOSTILE)
    assert seconds < len(rows) * BUDGET / JOBS
    assert all_pages(course.root) == rows.keys()


def all_pages(root: Path) -> set[str]:
    """Who has a feedback page; and all graded notebooks are whole."""
    for path in root.glob("autograded/*/cells/cells.ipynb"):
        nbformat.validate(nbformat.read(path, as_version=4))
    return {path.parts[-3] for path in root.glob("feedback/*/cells/cells.html")}
