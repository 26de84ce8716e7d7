"""Attacks on whoever opens a page: what a learner writes or shows must not run in a browser."""

from __future__ import annotations

from functools import cache

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_notebook

from autograder.grading.rebuild import rebuild
from autograder.grading.sanitize import sanitize
from autograder.grading.submission import parse
from autograder.host import Sandbox
from autograder.pages.polish import polish
from tests.admission.page import active_parts

from .attack import CLEANING, Attack, attacks
from .grading import cell_of

pytestmark = pytest.mark.sandbox
EMPTY = new_notebook()


@pytest.mark.parametrize("attack", attacks(CLEANING), ids=lambda attack: attack.name)
def test_nothing_runs_when_a_page_is_opened(sandbox: Sandbox, attack: Attack) -> None:
    submitted = new_notebook(cells=[cell_of(attack)])
    assert active_parts(page(executed(sandbox, submitted)))
    ours = executed(sandbox, rebuild(EMPTY, parse(nbformat.writes(submitted).encode())))
    for cell in ours.cells:
        if cell.cell_type == "code":
            cell.outputs = sanitize(cell.outputs)
    assert active_parts(page(ours)) == []
    assert active_parts(page(polished(ours))) == active_parts(page(polished(new_notebook())))


def executed(sandbox: Sandbox, notebook: NotebookNode) -> NotebookNode:
    """The same notebook with the outputs of its cells."""
    with sandbox.worker() as worker:
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = [from_dict(each) for each in worker.run_cell(cell.source).outputs]
    return notebook


def polished(notebook: NotebookNode) -> NotebookNode:
    """What learners get of it."""
    polish(notebook)
    return notebook


def page(notebook: NotebookNode) -> str:
    """The page without the scripts and styles that nbconvert puts around it."""
    return str(exporter().from_notebook_node(notebook)[0])


@cache
def exporter() -> HTMLExporter:
    return HTMLExporter(template_name="basic")
