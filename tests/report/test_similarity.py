"""Which code counts as alike."""

from __future__ import annotations

import inspect
import re
import tracemalloc

import pytest

from autograder.report.similarity import Passages
from autograder.report.tokens import tokens, without_remarks
from solutions import bptt, cells, gates

CODE = inspect.getsource(cells)


def test_a_copy_with_other_names_and_remarks_is_found() -> None:
    renamed = re.sub(r"\b(parameters|logits|state|cache)\b", r"my_\1", CODE)
    copy = "\n".join(line + "  # my own" if line.strip() else line for line in renamed.splitlines())
    found = Passages()
    found.add("ada", [CODE])
    found.add("bob", [copy])
    (pair,) = found.alike()
    assert (pair.one, pair.other, pair.share) == ("ada", "bob", 1)


def test_other_work_is_not_alike() -> None:
    found = Passages()
    for student, module in (("ada", cells), ("bob", gates), ("cy", bptt)):
        found.add(student, [inspect.getsource(module)])
    assert found.alike() == []


@pytest.mark.parametrize("given", [[CODE], [CODE, "x = 1"]])
def test_given_code_does_not_count(given: list[str]) -> None:
    found = Passages(given)
    found.add("ada", [CODE])
    found.add("bob", [CODE])
    assert found.alike() == []


def test_short_code_does_not_count() -> None:
    found = Passages()
    short = inspect.getsource(cells.softmax)
    for student in ("ada", "bob"):
        found.add(student, [short])
    assert found.alike() == []


def test_what_much_of_the_class_has_in_common_does_not_count() -> None:
    found = Passages()
    for number in range(5):
        found.add(f"learner{number}", [CODE])
    assert found.alike() == []


def test_tokens_of_code_that_is_no_python() -> None:
    assert tokens("def f(x): # é\n  return 'a' + x1 ? 2.5e3") == (
        *("def", "N", "(", "N", ")", ":"),
        *("return", "+", "N", "?", "1"),
    )


@pytest.mark.parametrize("remark", ["# by Ada", "'''by Ada'''", '"""by\nAda', "r'''by Ada"])
def test_remarks_go_also_where_they_do_not_end(remark: str) -> None:
    assert without_remarks(f"x = '#'\n{remark}") == "x = '#'"
    assert tokens(f"x = '#'\n{remark}") == ("N", "=")


def test_memory_does_not_grow_with_the_pairs_of_learners() -> None:
    learners = 1500
    found = Passages()
    for number in range(learners):
        found.add(f"learner{number}", [f"x = {number}\n" * 12])
    tracemalloc.start()
    found.alike()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < learners**2
