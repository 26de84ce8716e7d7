"""Any bytes, any JSON and any damage to a real notebook give a valid notebook, or `Unreadable`."""

from __future__ import annotations

import copy
import json
from typing import Any

import nbformat
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.grading.rebuild import is_solution, rebuild
from autograder.grading.submission import Unreadable, parse

from .case import RELEASE
from .place import document

REAL = document(RELEASE)
KEYS = (
    "cells metadata source cell_type nbgrader grade_id id attachments nbformat worksheets".split()
)
WORDS = ["code", "markdown", "raw", "softmax", "states", "test_softmax", "image/png", "aGFsbG8="]
MARKUP = [*"[a]( javascript: attachment:a ] ) <b> $ ` ``` | &#58;".split(), "\n\n"]

leaves = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
    st.sampled_from(WORDS), st.lists(st.sampled_from(MARKUP), max_size=8).map("".join),
)  # fmt: skip
documents = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(max_size=5)), inner, max_size=5),
    ),
    max_leaves=20,
)


def check(content: bytes) -> None:
    """Read a notebook as grading does."""
    try:
        notebook = rebuild(RELEASE, parse(content))
    except Unreadable:
        return
    nbformat.validate(notebook)
    nbformat.writes(notebook).encode()
    ids = {cell.id for cell in RELEASE.cells}
    ours = [cell for cell in notebook.cells if cell.id in ids]
    assert [cell.id for cell in ours] == [cell.id for cell in RELEASE.cells]
    assert [cell for cell in ours if not is_solution(cell)] == [
        cell for cell in RELEASE.cells if not is_solution(cell)
    ]


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    check(content)


@settings(deadline=None, max_examples=150)
@given(documents)
def test_any_json(content: Any) -> None:
    check(json.dumps(content).encode())


@settings(deadline=None, max_examples=100)
@given(st.lists(documents, max_size=6))
def test_any_cells(cells: list[Any]) -> None:
    check(json.dumps({"cells": cells}).encode())


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_any_damage_to_a_real_notebook(data: st.DataObject) -> None:
    notebook = copy.deepcopy(REAL)
    for _ in range(data.draw(st.integers(1, 4))):
        place: Any = notebook
        while place and data.draw(st.integers(0, 4)):
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            key = data.draw(st.sampled_from(keys))
            if not isinstance(place[key], dict | list):
                break
            place = place[key]
        if place:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            place[data.draw(st.sampled_from(keys))] = data.draw(documents)
    check(json.dumps(notebook).encode())
