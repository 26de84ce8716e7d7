"""Every notebook, solved, runs from top to bottom in a Jupyter kernel without a warning."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest

from autograder.content import assignments
from autograder.demo.sample import solved
from autograder.verify.notebooks import complaints

RELEASE = Path(__file__).parents[2] / "source_release" / "release"


@pytest.mark.parametrize("assignment", assignments())
def test_a_solved_notebook_runs_without_a_warning(assignment: str, tmp_path: Path) -> None:
    folder = tmp_path / assignment
    shutil.copytree(RELEASE / assignment, folder)
    notebook = solved(nbformat.read(folder / f"{assignment}.ipynb", as_version=4), assignment)
    assert list(complaints(notebook, folder)) == []
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert any("image/png" in output.get("data", {}) for output in outputs)
