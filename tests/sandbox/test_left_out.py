"""What has no meaning while grading is left out, and the rest of the cell runs."""

from __future__ import annotations

import pytest

from autograder.host import Raised, Sandbox

pytestmark = pytest.mark.sandbox
LEFT_OUT = [
    "!pip install numpy",
    "!ls",
    "%pip install numpy",
    "%conda install numpy",
    "%cd /",
    "%matplotlib widget",
    "%load_ext there_is_none",
    "%autoreload 2",
    "%nothing of this name",
    "%reset -f",
    "import there_is_none",
    "import numpy.there_is_none",
    "from there_is_none import a, b as c",
    "from there_is_none import *",
    "from google.colab import drive\ndrive.mount('/content/drive')",
    "files = !ls",
    "name = input('Your name: ')",
]


@pytest.mark.parametrize("line", LEFT_OUT)
def test_what_comes_after_it_runs(sandbox: Sandbox, line: str) -> None:
    with sandbox.worker() as worker:
        result = worker.run_cell(f"{line}\ndef f():\n    return 7")
        assert result.succeeded, result.outputs
        said = "".join(output.get("text", "") for output in result.outputs)
        assert "(left out while grading: " in said
        assert worker.call("f").value == 7


@pytest.mark.parametrize("line", ["%%bash\nls", "%%nothing\nx", "%%writefile a.py\nx = 1"])
def test_a_cell_of_something_else_is_left_out(sandbox: Sandbox, line: str) -> None:
    with sandbox.worker() as worker:
        assert worker.run_cell(line).succeeded
        assert worker.run_cell("1 + 1").outputs[0]["data"] == {"text/plain": "2"}


def test_failures_of_code_are_none_of_that(sandbox: Sandbox) -> None:
    with sandbox.worker() as worker:
        assert not worker.run_cell("%time 1 / 0").succeeded
        assert not worker.run_cell("%%timeit -n1 -r1\n1 / 0").succeeded


def test_only_what_uses_a_missing_package_fails(sandbox: Sandbox) -> None:
    source = """
import there_is_none as t, math
import numpy as np
import numpy.there_is_none

def uses():
    return t.one(1)

def does_not():
    return math.floor(np.pi)
"""
    with sandbox.worker() as worker:
        assert worker.run_cell(source).succeeded
        assert worker.call("does_not").value == 3
        with pytest.raises(Raised) as raised:
            worker.call("uses")
        assert raised.value.name == "ModuleNotFoundError"


def test_who_has_another_way_goes_it(sandbox: Sandbox) -> None:
    source = "try:\n    import there_is_none as t\nexcept ImportError:\n    t = 7\nt"
    with sandbox.worker() as worker:
        assert worker.run_cell(source).outputs[0]["data"] == {"text/plain": "7"}
