"""Looking for a function's name in learners' code takes time in proportion to the code."""

from __future__ import annotations

import time

import pytest

from autograder.grading.examination import _may_be_bound


@pytest.mark.parametrize("part", ["import ", "softmax:", "softmax ", "def ", "as ", "def  "])
def test_a_line_without_end_is_read_once(part: str) -> None:
    def seconds(size: int) -> float:
        source = part * (size // len(part)) + "\nsoftmax"
        started = time.process_time()
        assert not _may_be_bound("softmax", source)
        return time.process_time() - started

    assert seconds(800_000) < 20 * max(seconds(100_000), 0.01)


@pytest.mark.parametrize(
    "code",
    [
        "def softmax(z): ...",
        "    def softmax(z): ...",
        "softmax = f",
        "softmax: object = f",
        "from helpers import softmax",
        "from helpers import f as softmax",
    ],
)
def test_each_way_of_binding_is_seen(code: str) -> None:
    assert _may_be_bound("softmax", code)
    assert not _may_be_bound("softmax", "y = softmax(z)\nsoftmax(z) == y")
