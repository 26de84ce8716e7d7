"""Two graders of whole submissions: a naive one, and ours."""

from __future__ import annotations

import ast
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.demo.sample import filled
from autograder.grading.course import SECRET_FILE, Course
from autograder.grading.grader import Grader
from autograder.grading.rebuild import is_test, rebuild
from autograder.grading.report import learner_table, staff_evidence, summary
from autograder.grading.sanitize import sanitize
from autograder.grading.submission import parse
from autograder.grading.verdict import Verdict
from autograder.host import LearnerFailure, Sandbox

from .attack import Attack

RELEASE: Final = Path(__file__).parents[2] / "source_release" / "release"

# What a hidden test in a stock autograded notebook looks like.
HIDDEN_TEST: Final = """
import numpy as np

def reference(z):
    return np.exp(z) / np.exp(z).sum(axis=0)

def check():
    hidden = np.random.default_rng(7).normal(size=(4, 3))
    answer = softmax(hidden)
    expected = reference(hidden)
    assert np.allclose(answer, expected)

check()
"""

TAKING_TURNS: Final = """
import itertools

turn = itertools.cycle(attempts)


def softmax(z):
    return next(turn)(z)
"""


def stock_accepts(sandbox: Sandbox, code: str) -> bool:
    """Grade as stock nbgrader does: a hidden test runs where the learner's code ran before."""
    with sandbox.worker() as worker:
        try:
            worker.run_cell(code)
            return worker.run_cell(HIDDEN_TEST).succeeded
        except LearnerFailure:
            return False


@contextmanager
def running_grader(root: Path, secret: bytes) -> Iterator[Grader]:
    """Our grader of `cells`, for a course with this secret."""
    shutil.copytree(RELEASE / "cells", root / "release" / "cells")
    (root / SECRET_FILE).write_bytes(secret)
    with Grader(Course(root), "cells", Sandbox()) as grader:
        yield grader


def graded(grader: Grader, code: str) -> tuple[Verdict, NotebookNode]:
    """What our grader thinks of a submission with this code in the cell of `softmax`."""
    submission = filled(grader.release, {"softmax": code})
    notebook = rebuild(grader.release, parse(nbformat.writes(submission).encode()))
    return grader.grade(notebook), notebook


def shown(verdict: Verdict, notebook: NotebookNode) -> str:
    """All that a learner can see of a graded submission.

    The audit is the staff's, and its digests of hidden things are keyed with the course's secret.
    """
    public = {name: part for name, part in verdict.as_json().items() if name != "audit"}
    outputs = [
        sanitize(cell.outputs)
        for cell in notebook.cells
        if cell.cell_type == "code" and not is_test(cell)
    ]
    texts = [f"{learner_table(each)}\n{summary(each)}" for each in verdict.exercises]
    return "\n".join([json.dumps([public, outputs]), *texts])


def evidence(verdict: Verdict) -> str:
    """What the staff can see besides."""
    return "\n".join(map(staff_evidence, verdict.exercises))


def cell_of(attack: Attack) -> NotebookNode:
    """The cell that an attacker of pages adds: the text of that name, or all of it as code."""
    for statement in ast.parse(attack.source).body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "TEXT":
            return new_markdown_cell(ast.literal_eval(statement.value))
    return new_code_cell(attack.source)


def one_after_the_other(leaks: list[Attack]) -> str:
    """Code whose first call is that of the first attack, and so on."""
    parts = [f"{leak.source}\nattempts.append(softmax)\n" for leak in leaks]
    return "\n".join(["attempts = []", *parts, TAKING_TURNS])
