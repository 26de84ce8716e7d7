"""Attacks by what a worker answers: no form of an answer surprises the grader, or earns a mark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell

from autograder.grading.grader import Grader
from autograder.grading.rebuild import rebuild
from autograder.grading.submission import parse
from autograder.host import CutOff, Sandbox
from autograder.sandbox.wire import WireError
from tests.fuzz.replies import EACH_WHOLE, try_grader, try_worker, within

from .grading import running_grader

pytestmark = pytest.mark.sandbox
SECONDS = 10.0

TAKE_OVER = """
import sys

import numpy as np

def found():
    frame = sys._getframe()
    while not hasattr(frame.f_locals.get("self"), "_actions"):
        frame = frame.f_back
    return frame.f_locals["self"]

worker = found()
honest = dict(worker._actions)
"""
CELL = """
def cell(request):
    return {**honest["cell"](request), %s}

worker._actions["cell"] = cell
"""
RESULT = "{'output_type': 'execute_result', 'data': {}, 'metadata': {}, 'execution_count': -7}"
COUNTED = {
    "negative execution count": CELL % "'execution_count': -7",
    "endless execution count": CELL % "'execution_count': 10 ** 4000",
    "negative count in a result": CELL % f"'outputs': [{RESULT}]",
}
MISSHAPEN = {
    "outputs that are arrays": CELL % "'outputs': [np.ones(3)]",
    "an id that is an array": CELL % "'id': np.ones(2)",
    "a bundle that is a list": CELL
    % "'outputs': [{'output_type': 'display_data', 'data': [], 'metadata': {}}]",
    "a name that is an array": CELL
    % "'outputs': [{'output_type': 'stream', 'name': np.ones(2), 'text': ''}]",
}
GONE_AFTERWARDS = """
import os

def limit(request):
    worker._channel.send({"id": request["id"], "kind": "limit"})
    os._exit(0)

worker._actions["limit"] = limit
"""


@pytest.fixture(scope="module")
def grader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    with running_grader(tmp_path_factory.mktemp("forged"), bytes(32)) as running:
        yield running


def with_cells(release: NotebookNode, *sources: str) -> NotebookNode:
    """A submission of untouched stubs below some cells."""
    handed_in = from_dict(release)
    handed_in.cells[:0] = [new_code_cell(source) for source in sources]
    return rebuild(release, parse(nbformat.writes(handed_in).encode()))


def graded(grader: Grader, code: str) -> tuple[float | None, tuple[str, ...]]:
    """Score and open exercises of untouched stubs below a forger; the notebook is whole."""
    notebook = with_cells(grader.release, TAKE_OVER + code)
    verdict = grader.grade(notebook)
    nbformat.validate(notebook)
    return verdict.score, verdict.open


@pytest.mark.parametrize("code", [*COUNTED.values(), *MISSHAPEN.values()])
def test_a_forged_answer_earns_nothing(grader: Grader, code: str) -> None:
    assert graded(grader, code) == (0, ())


@pytest.mark.parametrize("code", MISSHAPEN.values(), ids=MISSHAPEN.keys())
def test_without_the_schema_it_surprises_the_grader(
    grader: Grader, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unchecked(answer: dict[Any, Any], asked: Any, output_bytes: int) -> dict[Any, Any]:
        if answer["id"] != asked["id"]:
            raise WireError
        return answer

    monkeypatch.setattr("autograder.host.link.checked_answer", unchecked)
    with pytest.raises((TypeError, ValueError, LookupError, nbformat.ValidationError)):
        graded(grader, code)


def test_a_worker_that_is_gone_when_it_is_looked_at_is_cut_off(sandbox: Sandbox) -> None:
    for _ in range(20):  # the host may look before or after the end
        with sandbox.worker() as worker:
            worker.run_cell(TAKE_OVER + GONE_AFTERWARDS)
            with pytest.raises(CutOff):
                worker.limit_memory(100)


def test_strange_answers_surprise_nobody(sandbox: Sandbox, grader: Grader) -> None:
    problems = {}
    for seed in within(SECONDS):
        try_worker(sandbox, seed)
        problem = None if seed % EACH_WHOLE else try_grader(grader, seed)
        if problem is not None:
            problems[seed] = problem
    assert problems == {}
