"""What is taken from a learner's notebook, and what never is."""

from __future__ import annotations

import copy
import os
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.utils import compute_checksum

from autograder.demo.sample import solved
from autograder.grading.rebuild import grade_id, rebuild
from autograder.grading.submission import Unreadable, parse, read_bytes
from tests.tiny_course import built

RELEASE = nbformat.read(built() / "release/tiny/tiny.ipynb", as_version=4)


def resubmitted(notebook: NotebookNode) -> NotebookNode:
    return rebuild(RELEASE, parse(nbformat.writes(notebook).encode()))


def sources(notebook: NotebookNode) -> list[str]:
    return [cell.source for cell in notebook.cells]


def find(notebook: NotebookNode, identifier: str) -> NotebookNode:
    return next(cell for cell in notebook.cells if grade_id(cell) == identifier)


def test_the_release_is_rebuilt_to_itself() -> None:
    assert resubmitted(RELEASE) == RELEASE


def test_solutions_are_the_learners() -> None:
    notebook = solved(RELEASE, "tiny")
    assert sources(resubmitted(notebook)) == sources(notebook)


def test_locked_cells_order_and_metadata_are_ours() -> None:
    notebook = solved(RELEASE, "tiny")
    notebook.cells.reverse()
    for cell in notebook.cells:
        cell.metadata.get("nbgrader", {}).update(points=99, grade=False, locked=False)
        if cell.metadata.get("nbgrader", {}).get("solution") is False:
            cell.source = "changed"
    ours = [cell for cell in resubmitted(notebook).cells if cell.metadata]
    assert [cell.source for cell in ours] == sources(solved(RELEASE, "tiny"))
    assert [cell.metadata for cell in ours] == [cell.metadata for cell in RELEASE.cells]


def test_what_is_written_into_given_cells_stands_below_them() -> None:
    notebook = solved(RELEASE, "tiny")
    find(notebook, "given_08").source += "\n\nBecause."
    find(notebook, "given_01").source += "\nimport math"
    find(notebook, "test_walk").source += "\n# The largest number of a column is 0 then."
    find(notebook, "test_step").source += "\n# check(walk)"
    rebuilt = resubmitted(notebook)
    added = {
        before.metadata.nbgrader.grade_id: (cell.cell_type, cell.source)
        for before, cell in pairwise(rebuilt.cells)
        if not cell.metadata
    }
    assert added == {
        "given_01": ("code", find(notebook, "given_01").source),
        "test_walk": ("markdown", "The largest number of a column is 0 then."),
        "given_08": ("markdown", "Because."),
    }


def test_deleted_cells_come_back() -> None:
    notebook = copy.deepcopy(RELEASE)
    notebook.cells = notebook.cells[:3]
    assert resubmitted(notebook) == RELEASE


def test_added_cells_stay_where_they_were_added() -> None:
    notebook = solved(RELEASE, "tiny")
    place = notebook.cells.index(find(notebook, "walk"))
    notebook.cells.insert(place, new_code_cell("helper = 1"))
    notebook.cells.insert(0, new_markdown_cell("my notes"))
    assert sources(resubmitted(notebook)) == sources(notebook)


def test_of_two_with_one_id_both_run_in_order() -> None:
    notebook = copy.deepcopy(RELEASE)
    walk = find(notebook, "walk")
    second = copy.deepcopy(walk)
    second.update(id="second", source="def walk(z): return 2")
    walk.source = "def walk(z): return 1"
    notebook.cells.append(second)
    rebuilt = sources(resubmitted(notebook))
    first, last = rebuilt.index(walk.source), rebuilt.index(second.source)
    assert first < last


def test_cells_without_metadata_are_recognised_by_what_they_define() -> None:
    notebook = solved(RELEASE, "tiny")
    for cell in notebook.cells:
        cell.metadata = {}
    rebuilt = resubmitted(notebook)
    assert (
        find(rebuilt, "step_backward").source
        == find(solved(RELEASE, "tiny"), "step_backward").source
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"{", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[]", "not a notebook"),
        (b"{}", "no list of cells"),
        (b'{"cells": 3}', "no list of cells"),
    ],
)
def test_what_is_no_notebook_says_so(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        parse(content)


def test_odd_cells_harm_nothing() -> None:
    content = b'{"cells": [1, null, {}, {"source": 3}, {"source": ["a", 3, "b"]}, {"metadata": 7}]}'
    assert [cell.source for cell in parse(content)] == ["", "ab", ""]


@pytest.mark.parametrize("kind", ["missing", "folder", "link", "fifo"])
def test_only_regular_files_are_read(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "cells.ipynb"
    if kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to(__file__)
    elif kind == "fifo":
        os.mkfifo(path)
    with pytest.raises(Unreadable):
        read_bytes(path)


def test_linked_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/cells.ipynb").write_text("{}")
    (tmp_path / "submitted").mkdir()
    (tmp_path / "submitted/eve").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Unreadable, match="symbolic link"):
        read_bytes(tmp_path / "submitted/eve/cells.ipynb", tmp_path / "submitted")


def test_what_an_earlier_release_said_is_no_answer() -> None:
    earlier = copy.deepcopy(RELEASE)
    gone = new_markdown_cell(metadata=copy.deepcopy(find(RELEASE, "given_08").metadata))
    gone.metadata.nbgrader.grade_id = "given_99"
    earlier.cells.insert(3, gone)
    for cell in (find(earlier, "given_08"), gone):
        cell.source = f"As {grade_id(cell)} once was."
        cell.metadata.nbgrader.checksum = compute_checksum(cell)
    assert sources(resubmitted(earlier)) == sources(RELEASE)
    gone.source += " With words of mine."
    assert gone.source in sources(resubmitted(earlier))
