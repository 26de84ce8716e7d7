"""The forms: one file each, with what a tool or a person makes of right work.

A case says in its docstring who leaves the notebook like this. Its `save(notebook)` turns the
solved notebook, with all questions answered, into what is saved. By default it should have full
marks, and the three answers wait for a person. Otherwise it says so: `SCORE`, `WAITING` (which of
the answers wait), `SAYS` (what stands in the graded notebook or the comments), `NAME` (where in the
folder it is saved), `BESIDE` (other files there), `SLOW` (it takes time-outs).
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

import nbformat
from nbformat import NotebookNode

from autograder.demo.sample import filled, right_sources
from tests.admission.place import write

PROJECT = Path(__file__).parents[2]
RELEASE = nbformat.read(PROJECT / "source_release/release/cells/cells.ipynb", as_version=4)
FULL = 34
ANSWERS = {
    "states": "The states, since the slopes depend on them: $1 - s_t^2$.",
    "sharing": "Since $W$ is used at *every* step, its contributions add up.",
    "vanishing": "It shrinks with the distance, but for the large $W$.",
}


@dataclass(frozen=True)
class Form:
    """A form in which right work is left, and what it should come to."""

    name: str
    module: ModuleType

    @property
    def score(self) -> float:
        return getattr(self.module, "SCORE", FULL)

    @property
    def says(self) -> str:
        return getattr(self.module, "SAYS", "")

    @property
    def waiting(self) -> set[str]:
        return set(getattr(self.module, "WAITING", ANSWERS))

    @property
    def is_slow(self) -> bool:
        return getattr(self.module, "SLOW", False)

    def submit(self, folder: Path) -> None:
        """Put what is saved into the folder of a submission."""
        name = getattr(self.module, "NAME", "cells.ipynb")
        saved = self.module.save(answered())
        write((folder / name).parent, saved, Path(name).name)
        for name, content in getattr(self.module, "BESIDE", {}).items():
            write(folder, content, name)


def forms() -> list[Form]:
    """Read all cases; a new one is a new file."""
    names = sorted(path.stem for path in Path(__file__).with_name("cases").glob("[!_]*.py"))
    return [Form(name, importlib.import_module(f"{__package__}.cases.{name}")) for name in names]


def answered() -> NotebookNode:
    """Return the release with every exercise solved and every question answered."""
    return filled(RELEASE, _sources() | ANSWERS)


@cache
def _sources() -> dict[str, str]:
    return right_sources("cells")
