"""What lies beside the notebook solves no exercise of it while it is graded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from autograder.demo.sample import filled
from autograder.grading.beside import without_solutions
from autograder.grading.course import Course
from autograder.grading.grader import Grader
from autograder.grading.rebuild import rebuild
from autograder.grading.submission import parse
from autograder.grading.verdict import Outcome
from autograder.host import Sandbox

ROOT = Path(__file__).parents[2]
RELEASE = ROOT / "source_release" / "release" / "graphs"
USES_THE_WORKBOOK = {
    "numerical_gradient": "from workbook import numerical_gradient",
    "relative_error": """
import workbook

def relative_error(a, b):
    return workbook.relative_error(a, b)
""",
    "topological_order": """
import figures

def topological_order(graph):
    return list(figures._depths(graph))
""",
    "deep_forward": """
import laws
from workbook import check, ready

figures.draw_graph({"x": ("input", ()), "y": ("exp", ("x",))})
check(naive_cost) if ready(naive_cost) else None
""",
}


@pytest.fixture(scope="module")
def grader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(RELEASE, root / "release" / "graphs")
    with Grader(Course(root), "graphs", Sandbox()) as running:
        yield running


@pytest.mark.sandbox
def test_what_the_workbook_has_is_not_written_by_using_it(grader: Grader) -> None:
    submission = filled(grader.release, USES_THE_WORKBOOK)
    notebook = rebuild(grader.release, parse(nbformat.writes(submission).encode()))
    verdict = grader.grade(notebook)
    assert verdict.score == 0
    outcomes = {
        exercise.name: {check.outcome for check in exercise.checks}
        for exercise in verdict.exercises
    }
    assert outcomes["numerical_gradient"] == outcomes["relative_error"] == {Outcome.NOT_ATTEMPTED}
    assert outcomes["topological_order"] == {Outcome.RAISED}
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert all(output.output_type != "error" for output in shown)


def test_elsewhere_the_workbook_stays_as_it_is() -> None:
    files = {"workbook.py": (RELEASE / "workbook.py").read_bytes(), "figures.py": b"x = 1"}
    assert without_solutions(files, {"softmax"}) == files


def test_only_what_solves_an_exercise_is_stubbed() -> None:
    files = {"workbook.py": b"def f(x):\n    return x\n\n\ndef g(x):\n    return f(x)\n"}
    names: dict[str, object] = {}
    exec(without_solutions(files, {"g"})["workbook.py"], names)
    assert names["f"](3) == 3  # type: ignore[operator]
    with pytest.raises(NotImplementedError, match="your own `g`"):
        names["g"](3)  # type: ignore[operator]


def test_what_is_no_python_is_left_to_whoever_compiles_it() -> None:
    files = {"workbook.py": b"def", "figures.py": b"def"}
    assert without_solutions(files, {"topological_order"}, drawn=False) == files
