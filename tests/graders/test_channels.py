"""What a submission can tell its author is counted: no sentence is forgotten."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from assignments.graphs.hidden.laws import is_topological
from autograder.compare.difference import difference
from autograder.compare.tolerance import ANSWER
from autograder.content import assignments
from benchmarks.channels import differences, messages_in, rows

RIGHT = np.random.default_rng(0).normal(size=(4, 3))
SIZES = frozenset({1, 2, 4, 3, 6})


def answers() -> list[Any]:
    """Return what somebody might answer who wants to tell something."""
    strange = [None, True, 10**30, 1j, "x", b"x", [], (), {}, object(), RIGHT > 0, RIGHT * np.nan]
    shapes = [
        np.zeros(shape) for axes in range(5) for shape in itertools.product(range(8), repeat=axes)
    ]
    factors = [factor * RIGHT for factor in np.geomspace(1e-3, 1e3, 500)]
    wholes = [whole * RIGHT for whole in range(-20, 20)] + [RIGHT / w for w in range(1, 20)]
    errors = [RIGHT + error * RIGHT[::-1] for error in np.geomspace(1e-6, 10, 300)]
    return [*strange, *shapes, RIGHT.T, *factors, *wholes, *errors]


@pytest.mark.parametrize("sizes", [frozenset[int](), SIZES])
def test_all_sentences_about_a_difference_are_counted(sizes: frozenset[int]) -> None:
    said = {str(difference("dW", answer, RIGHT, ANSWER, "", sizes)) for answer in answers()}
    assert len(said - {"None"}) <= differences(RIGHT, sizes) < 80


def test_all_sentences_of_a_law_are_counted() -> None:
    sentences = messages_in(is_topological)
    parts = ("should be a list of names", "each once", "stands before one of its parents")
    assert all(any(part in sentence for sentence in sentences) for part in parts)


@pytest.mark.parametrize("assignment", assignments())
def test_no_check_tells_much(assignment: str) -> None:
    counted = rows(assignment)
    assert all(1 < bits < 20 for _, of_checks, _ in counted for bits in of_checks)
