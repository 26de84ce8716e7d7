"""Running the cells of a submission."""

from __future__ import annotations

import sys

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.grading.bytecode import with_bytecode
from autograder.grading.course import CourseError
from autograder.grading.run import Run
from autograder.host import Limits, Sandbox, TimedOut

SLEEP = "import time\ntime.sleep(0.2)"


@pytest.mark.sandbox
def test_a_notebook_has_only_so_much_time() -> None:
    late = new_code_cell("x = 1", metadata={"nbgrader": {"grade_id": "late"}})
    notebook = new_notebook(cells=[*(new_code_cell(SLEEP) for _ in range(3)), late])
    limits = Limits(notebook_seconds=0.3)
    with Sandbox(limits=limits) as sandbox, Run(sandbox, notebook, {}, seed=0) as run:
        run.worker()
        failure = run.failure_of("late")
    assert isinstance(failure, TimedOut)
    assert (failure.seconds, late.execution_count) == (0.3, None)


@pytest.mark.sandbox
def test_what_lies_beside_a_notebook_is_compiled_only_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", "/elsewhere")  # as PYTHONPYCACHEPREFIX does
    files = {**with_bytecode({"beside.py": b"x = 'compiled'"}), "beside.py": b"x = 'source'"}
    notebook = new_notebook(cells=[new_code_cell("import beside\nbeside.x")])
    with Sandbox() as sandbox, Run(sandbox, notebook, files, seed=0) as run:
        run.worker()
    assert notebook.cells[0].outputs[0].data == {"text/plain": "'compiled'"}


def test_what_lies_beside_a_notebook_is_python() -> None:
    with pytest.raises(CourseError, match=r"beside\.py, which .* is not Python \(.*\): build"):
        with_bytecode({"beside.py": b"def"})
