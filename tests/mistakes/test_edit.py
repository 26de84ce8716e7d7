"""An edit fits whole words, at any indentation, and is made where it fits."""

from __future__ import annotations

import pytest

from autograder.mistakes.edit import Edit, changed, changes

BODY = """\
total = 0
for t in range(steps):
    if t > 0:
        total += x_t
        total -= x
return total
"""


@pytest.mark.parametrize(
    ("replace", "count"),
    [("x", 1), ("x_t", 1), ("tot", 0), ("total", 4), ("t > 0", 1), ("range(", 1), ("y", 0)],
)
def test_it_fits_whole_words(replace: str, count: int) -> None:
    assert len(changes(BODY, Edit(replace, ""))) == count


def test_lines_are_indented_as_what_they_replace() -> None:
    edit = Edit("total += x_t\ntotal -= x", "if t % 2:\n    total += x_t")
    made = changed(BODY, changes(BODY, edit))
    assert "        if t % 2:\n            total += x_t\nreturn" in made


def test_lines_at_another_indentation_do_not_fit() -> None:
    assert not changes(BODY, Edit("if t > 0:\ntotal += x_t", ""))


def test_a_line_of_which_nothing_is_left_goes() -> None:
    assert "total += x_t\nreturn" in changed(BODY, changes(BODY, Edit("total -= x", "")))


def test_changes_are_made_at_once() -> None:
    made = [*changes(BODY, Edit("x_t", "x")), *changes(BODY, Edit("x", "x_t"))]
    assert "total += x\n        total -= x_t\n" in changed(BODY, made)
