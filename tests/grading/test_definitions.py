"""What code defines, told line by line."""

from __future__ import annotations

import time

import pytest

from autograder.grading.definitions import bindings, definitions_in

CELL = '''%%time
# a remark
import numpy as np
from math import (
    inf,
)
EPS = 1e-8
NAMES = ["a",
         "b"]
out = softmax(np.ones(3))
square = lambda x: x ** 2

@decorated
def softmax(z):
    """Text."""

    return z

class Cell:
    size = 3

while True:
    out = 1
softmax(1)
'''


def test_definitions_and_imports_are_told_from_the_rest() -> None:
    kept = definitions_in(CELL)
    for line in (
        "import numpy",
        "    inf,\n)",
        "EPS",
        '"b"]',
        "square",
        "@decorated",
        "    return z",
        "    size",
    ):
        assert line in kept
    for line in ("%%time", "out =", "while", "softmax(1)"):
        assert line not in kept
    compile(kept, "cell", "exec")


def test_bindings_are_what_is_new_to_a_cell() -> None:
    given = "import numpy as np\nx = 1"
    assert bindings(f"{given}\nif x == 1:\n    y = 2\nf(z=3)") == bindings(given)
    assert bindings(f"{given}\nfrom math import inf\ny: int = 2\ndef f(): pass") - bindings(
        given
    ) == {
        "from math import inf",
        "y",
        "def f",
    }


@pytest.mark.parametrize("piece", ["x", "x = ", "def ", "\n", ")\n", "x: ", "import ", "x = y\n"])
def test_odd_code_takes_no_time(piece: str) -> None:
    started = time.process_time()
    bindings(piece * 300_000)
    definitions_in(piece * 300_000)
    assert time.process_time() - started < 5
