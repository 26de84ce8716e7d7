"""Running the cells of a submission."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.grading.bytecode import with_bytecode
from autograder.grading.course import CourseError
from autograder.grading.run import RaisedInCell, Run
from autograder.host import Allowance, Exhausted, Limits, Sandbox

SLEEP = "import time\ntime.sleep(0.2)"


OF_AN_EXERCISE = {"nbgrader": {"grade_id": "exercise"}}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a = 1\nb = [\nc = 2", "b = ["),
        ("a = 1\n  b = 2", "b = 2"),
        ("def f(x):\n    return x / 0\n\nf(1)", "return x / 0"),
        ("import json\n\njson.loads('')", "json.loads('')"),
        ("raise ValueError('Cell In[1], line 99')", None),
    ],
)
def test_a_cell_that_raises_names_its_line(sandbox: Sandbox, source: str, line: str | None) -> None:
    notebook = new_notebook(cells=[new_code_cell(source, metadata=OF_AN_EXERCISE)])
    with Run(sandbox, notebook, {}, seed=0) as run:
        run.worker()
        failure = run.failure_of("exercise")
    assert isinstance(failure, RaisedInCell)
    assert (failure.place and failure.place.quoted) == line


@pytest.mark.sandbox
def test_after_some_time_only_definitions_of_added_cells_run() -> None:
    exercise = new_code_cell("x = f()", metadata=OF_AN_EXERCISE)
    helper = new_code_cell(f"def f():\n    return 1\n\n{SLEEP}")
    notebook = new_notebook(cells=[*(new_code_cell(SLEEP) for _ in range(3)), helper, exercise])
    limits = Limits(notebook_seconds=0.3)
    with Sandbox(limits=limits) as sandbox, Run(sandbox, notebook, {}, seed=0) as run:
        run.worker()
    assert [bool(cell.execution_count) for cell in notebook.cells] == [1, 1, 0, 0, 1]
    assert "took more than 0.3 seconds" in notebook.cells[3].outputs[0].text
    assert exercise.outputs == []


@pytest.mark.sandbox
def test_after_some_fatal_cells_only_definitions_of_added_cells_run(sandbox: Sandbox) -> None:
    exercise = new_code_cell("x = f()", metadata=OF_AN_EXERCISE)
    fatal = [new_code_cell("import os\nos._exit(0)") for _ in range(6)]
    notebook = new_notebook(cells=[*fatal, new_code_cell("def f():\n    return 1"), exercise])
    with Run(sandbox, notebook, {}, seed=0) as run:
        run.worker()
    ends = [cell.outputs[0].output_type for cell in fatal]
    assert ends == ["error"] * 4 + ["stream"] * 2
    assert (exercise.execution_count is not None, exercise.outputs) == (True, [])


@pytest.mark.sandbox
def test_of_a_fatal_cell_the_definitions_count(sandbox: Sandbox) -> None:
    source = "def f():\n    return 7\n\nimport os\nf()\nos._exit(0)"
    notebook = new_notebook(cells=[new_code_cell(source, metadata=OF_AN_EXERCISE)])
    with Run(sandbox, notebook, {}, seed=0) as run:
        assert run.worker().call("f").value == 7
    error, said = notebook.cells[0].outputs
    assert (error.ename, "only imports and definitions" in said.text) == ("CutOff", True)


@pytest.mark.sandbox
def test_all_code_together_has_only_so_much_time(sandbox: Sandbox) -> None:
    notebook = new_notebook(cells=[new_code_cell("x = 1", metadata=OF_AN_EXERCISE)])
    allowance = Allowance(0.5)
    with Run(sandbox, notebook, {}, 0, allowance) as run:
        worker = run.worker()
        worker.run_cell("import time\nnap = time.sleep")
        worker.call("nap", 0.2)
        with pytest.raises(Exhausted, match=r"0\.5 seconds"):
            worker.call("nap", 1.0)
        with pytest.raises(Exhausted):
            run.worker()
        assert not run.affords_another


@pytest.mark.sandbox
def test_all_cells_together_show_only_so_much(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.grading.run.LARGEST_OUTPUT", 1 << 20)
    much = "print('x' * 400_000)"
    notebook = new_notebook(cells=[new_code_cell(much) for _ in range(4)])
    with Run(sandbox, notebook, {}, seed=0) as run:
        run.worker()
    sizes = [len(cell.outputs[0].text) > 400_000 for cell in notebook.cells]
    assert sizes == [True, True, False, False]
    assert "more than 1 MB" in notebook.cells[2].outputs[0].text


@pytest.mark.sandbox
def test_what_lies_beside_a_notebook_is_compiled_only_once(
    sandbox: Sandbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", "/elsewhere")  # as PYTHONPYCACHEPREFIX does
    files = {**with_bytecode({"beside.py": b"x = 'compiled'"}), "beside.py": b"x = 'source'"}
    notebook = new_notebook(cells=[new_code_cell("import beside\nbeside.x")])
    with Run(sandbox, notebook, files, seed=0) as run:
        run.worker()
    assert notebook.cells[0].outputs[0].data == {"text/plain": "'compiled'"}


def test_what_lies_beside_a_notebook_is_python() -> None:
    with pytest.raises(CourseError, match=r"beside\.py, which .* is not Python \(.*\): build"):
        with_bytecode({"beside.py": b"def"})


LATER = [
    ((3, 12), "x = 1\ntype Number = int"),
    ((3, 12), "x = 1\ndef f[T](x: T) -> T:\n    return x"),
    ((3, 12), "x = {'a': 1}\nf'{x['a']}'"),
    ((3, 14), "x = 1\nt'{x}'"),
    ((3, 14), "try:\n    pass\nexcept KeyError, ValueError:\n    pass"),
]


@pytest.mark.sandbox
@pytest.mark.parametrize(
    "source", [source for since, source in LATER if since > sys.version_info[:2]]
)
def test_what_this_python_does_not_understand_is_said(sandbox: Sandbox, source: str) -> None:
    notebook = new_notebook(cells=[new_code_cell(source, metadata=OF_AN_EXERCISE)])
    with Run(sandbox, notebook, {}, seed=0) as run:
        run.worker()
        failure = run.failure_of("exercise")
    said = notebook.cells[0].outputs[-1].text
    version = "Python {}.{}".format(*sys.version_info)
    line = 3 if "except" in source else 2
    text = source.splitlines()[line - 1]
    assert version in said and f"line {line} of this cell, `{text}` (SyntaxError)" in said
    assert isinstance(failure, RaisedInCell) and str(failure.not_understood) == said.strip()
