"""What is a learner's own words among what was given."""

from __future__ import annotations

import time

import pytest

from autograder.grading.words import is_prose, own_lines, remarks

NO_PROSE = [
    "## My helper functions",
    "print(softmax(x)) and more(x)",
    "out = s[:, :, t]; print(out.shape, np.max(out))",
    "$1 - s_t^2$",
]
PROSE = [
    "Because the slopes depend on them.",
    "Weil man die Zustände braucht.",
    "因为需要所有状态",
    "they don't vanish here",
]


@pytest.mark.parametrize("text", NO_PROSE)
def test_headings_code_and_formulas_are_no_prose(text: str) -> None:
    assert not is_prose(text)


@pytest.mark.parametrize("text", PROSE)
def test_sentences_are_prose(text: str) -> None:
    assert is_prose(text)


def test_remarks_are_comments_and_strings_outside_of_functions() -> None:
    code = '''# %% a cell
#@title Mine
def f():
    """Documentation."""
    # within
"""First
line."""
answer = "Second."
print("Third.")
x = g("not this")  # nor this
# Fourth.
'''
    assert remarks(code).split("\n") == ["First", "line.", "Second.", "Third.", "Fourth."]


def test_lines_that_were_given_are_no_own_ones() -> None:
    given = frozenset({"Question", "What follows?", ""})
    assert own_lines("# Question\n\n# What follows?\n\nThis.", given) == "This."


@pytest.mark.parametrize("piece", ['"""', "'''\n", '"', "# a\n", "x = ", "print(", "\n", "a-"])
def test_odd_code_takes_no_time(piece: str) -> None:
    started = time.process_time()
    is_prose(remarks(piece * 300_000))
    is_prose(piece * 300_000)
    assert time.process_time() - started < 5
