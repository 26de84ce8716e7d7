"""Right functions count wherever they are defined: an untouched stub does not undo them."""

from __future__ import annotations

from collections.abc import Iterator

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.demo.sample import filled, right_sources
from autograder.grading.grader import Grader
from autograder.grading.rebuild import grade_id, rebuild
from autograder.grading.submission import parse
from tests.attacks.grading import running_grader

pytestmark = pytest.mark.sandbox
FULL = 34
SOURCES = right_sources("cells")
ALL = "\n\n".join(SOURCES.values())
IN_ODD_WAYS = f"""
import functools

if True:
    {SOURCES["softmax"].replace(chr(10), chr(10) + "    ")}

try:
    {SOURCES["rnn_cell_forward"].replace(chr(10), chr(10) + "    ")}
except ZeroDivisionError:
    pass

{SOURCES["rnn_forward"].replace("def rnn_forward", "def forward_over_time")}
rnn_forward = forward_over_time

{SOURCES["rnn_cell_backward"].replace("def rnn_cell_backward", "def one_step")}
rnn_cell_backward = lambda ds_next, cache: one_step(ds_next, cache)

{SOURCES["rnn_backward"].replace("def rnn_backward", "def all_steps")}
rnn_backward = functools.partial(all_steps)

{SOURCES["output_backward"]}

{SOURCES["rnn_loss_and_gradients"]}
"""


@pytest.fixture(scope="module")
def grader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    with running_grader(tmp_path_factory.mktemp("places"), bytes(32)) as running:
        yield running


def score(grader: Grader, notebook: NotebookNode) -> float | None:
    return grader.grade(rebuild(grader.release, parse(nbformat.writes(notebook).encode()))).score


def with_cell(release: NotebookNode, source: str, before: str) -> NotebookNode:
    """The release with a cell before the one of this id."""
    notebook = nbformat.from_dict(release)
    index = next(i for i, cell in enumerate(notebook.cells) if grade_id(cell) == before)
    notebook.cells.insert(index, new_code_cell(source))
    return notebook


def test_all_in_the_first_cell(grader: Grader) -> None:
    assert score(grader, filled(grader.release, {"softmax": ALL})) == FULL


def test_all_in_the_last_cell(grader: Grader) -> None:
    assert score(grader, filled(grader.release, {"rnn_loss_and_gradients": ALL})) == FULL


@pytest.mark.parametrize("source", [ALL, IN_ODD_WAYS], ids=["plainly", "in odd ways"])
def test_all_in_an_own_cell_above_the_stubs(grader: Grader, source: str) -> None:
    assert score(grader, with_cell(grader.release, source, before="softmax")) == FULL


def test_each_above_its_stub(grader: Grader) -> None:
    notebook = nbformat.from_dict(grader.release)
    for name, source in SOURCES.items():
        notebook = with_cell(notebook, source, before=name)
    assert score(grader, notebook) == FULL


def test_one_mistake_costs_once_there_too(grader: Grader) -> None:
    wrong = ALL.replace("np.tanh(", "np.sin(")
    assert wrong != ALL
    alone = {**SOURCES, "rnn_cell_forward": SOURCES["rnn_cell_forward"].replace("tanh", "sin")}
    in_place = score(grader, filled(grader.release, alone))
    assert score(grader, with_cell(grader.release, wrong, before="softmax")) == in_place
    assert in_place not in (FULL, 0)
