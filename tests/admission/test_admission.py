"""Whatever stands in a submission's folder, it becomes a notebook that can be graded."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from autograder.demo.sample import right_sources
from autograder.grading.admission import NOTE, UNREADABLE, WAITING, admit
from autograder.grading.rebuild import is_solution
from autograder.process.timestamp import moment_of

from .case import RELEASE, Case, cases
from .place import write

RIGHT = set(right_sources("cells").values())
TIMED = [case for case in cases() if "timestamp" in case.name]
TIMES = {"timestamp_zone": datetime(2026, 1, 1, 6, 30)}  # of all others, none counts
AMBIGUOUS = {"two_notebooks", "broken_with_copy"}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_case_is_admitted_as_it_should(case: Case, tmp_path: Path) -> None:
    notebook = admit(case.submit(tmp_path), RELEASE, "cells")
    nbformat.validate(notebook)
    nbformat.writes(notebook).encode()
    assert given(notebook) == given(RELEASE)
    reason = notebook.metadata.get(UNREADABLE)
    assert case.says in (reason or notebook.metadata.get(NOTE, ""))
    assert bool(notebook.metadata.get(WAITING)) == (case.name in AMBIGUOUS)
    if case.score:
        assert reason is None
        written = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
        assert case.name == "colliding_helper" or all(source in written for source in RIGHT)


@pytest.mark.parametrize("case", TIMED, ids=lambda case: case.name)
def test_a_time_is_read_or_counts_as_none(case: Case, tmp_path: Path) -> None:
    assert moment_of(case.submit(tmp_path)).time == TIMES.get(case.name)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("what", ["notebook", "folder", "learner"])
def test_what_may_not_be_read_says_so(what: str, tmp_path: Path) -> None:
    folder = tmp_path / "submitted" / "learner" / "cells"
    path = write(folder, b"{}")
    {"notebook": path, "folder": folder, "learner": folder.parent}[what].chmod(0)
    for parent in tmp_path.parents[:3]:
        parent.chmod(parent.stat().st_mode | 0o111)
    tmp_path.chmod(0o755)
    os.seteuid(65534)
    try:
        notebook = admit(folder, RELEASE, "cells")
    finally:
        os.seteuid(0)
    assert notebook.metadata[UNREADABLE] in (
        "it cannot be opened (Permission denied)",
        "there is no cells.ipynb in the submission",
    )


def given(notebook: NotebookNode) -> list[NotebookNode]:
    """Return the cells that are not the learner's, as they must always be."""
    ids = {cell.id for cell in RELEASE.cells}
    return [cell for cell in notebook.cells if cell.id in ids and not is_solution(cell)]
