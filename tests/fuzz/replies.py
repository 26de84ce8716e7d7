"""Give the grader answers with strange contents, until one surprises it.

By hand: `python -m tests.fuzz.replies --seconds 3600`. Every answer must come to something that a
notebook can hold, or to a failure of the learner's code; and a submission that does nothing but
that earns nothing, and is no fault of the grader's. The number of one that does not is printed:
`--first NUMBER` tries it again.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import nbformat
import numpy as np
from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell, new_notebook

from autograder.grading.grader import Grader
from autograder.grading.rebuild import rebuild
from autograder.grading.submission import parse
from autograder.host import LearnerFailure, Sandbox, Worker
from autograder.sandbox.wire import Function
from tests.attacks.grading import running_grader

FORGER = Path(__file__).with_name("forger.py").read_text(encoding="utf-8")
HONEST = """
def double(x, function=None):
    print("doubling")
    return 2 * x if function is None else function(x)

def fail(x):
    raise ValueError("no")

1 + 1
"""
EACH_WHOLE = 10  # of so many forgers, one hands in a whole notebook


def forger(seed: int, first: int = 0) -> str:
    """The code of a forger that leaves its first answers alone."""
    return FORGER.replace("SEED = 0", f"SEED = {seed}").replace("FIRST = 0", f"FIRST = {first}")


def within(seconds: float, first: int = 0) -> Iterator[int]:
    """Numbers, for as long as there is time."""
    end = time.monotonic() + seconds
    return itertools.takewhile(lambda _: time.monotonic() < end, itertools.count(first))


def try_worker(sandbox: Sandbox, seed: int) -> None:
    """Ask a forger for everything that a worker can be asked for."""
    with sandbox.worker() as worker:
        for ask in _requests(worker, seed):
            if not worker.alive:
                return
            try:
                ask()
            except LearnerFailure as failure:
                str(failure)


def _requests(worker: Worker, seed: int) -> Iterable[object]:
    x = np.arange(3.0)
    calls = [
        lambda: worker.defines("double"),
        lambda: worker.limit_memory(300),
        lambda: _show(worker, "double(1)"),
        lambda: worker.call("double", x),
        lambda: worker.call("double", x, keep=(0,)),
        lambda: worker.call("double", x, 1, oracle={"fail": lambda x: x}),
        lambda: worker.call("double", x, Function("f"), functions={"f": abs}),
        lambda: worker.call("fail", x),
        lambda: worker.call("missing", x),
    ]
    turn = seed % len(calls)
    return [lambda: _show(worker, HONEST + forger(seed)), *calls[turn:], *calls[:turn]]


def _show(worker: Worker, source: str) -> None:
    result = worker.run_cell(source)
    outputs = [from_dict(output) for output in result.outputs]
    cell = new_code_cell(source, outputs=outputs, execution_count=result.execution_count)
    nbformat.validate(new_notebook(cells=[cell]))


def try_grader(grader: Grader, seed: int) -> str | None:
    """Hand in untouched stubs and a forger; say what is wrong with the verdict."""
    notebook = _submitted(grader.release, forger(seed, first=seed % 7))
    verdict = grader.grade(notebook)
    nbformat.validate(notebook)
    if verdict.score != 0:
        return f"the score is {verdict.score}, {verdict.open} are open"
    return None


def _submitted(release: NotebookNode, code: str) -> NotebookNode:
    handed_in = from_dict(release)
    handed_in.cells.insert(0, new_code_cell(code))
    return rebuild(release, parse(nbformat.writes(handed_in).encode()))


def main() -> None:
    """Go on until something is found or the time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sandbox = stack.enter_context(Sandbox())
        grader = stack.enter_context(running_grader(folder, bytes(32)))
        for seed in within(options.seconds, options.first):
            if seed % 100 == 0:
                print(f"\r{seed}", end="", flush=True)
            try_worker(sandbox, seed)
            problem = None if seed % EACH_WHOLE else try_grader(grader, seed)
            if problem is not None:
                raise SystemExit(f"\n{seed}: {problem}")
    print()


if __name__ == "__main__":
    main()
