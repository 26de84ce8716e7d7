"""The cases: one file each, with what was submitted, the mark, and what learner and staff read."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import nbformat

from autograder.demo.sample import solved

PROJECT = Path(__file__).parents[2]
RELEASE = nbformat.read(PROJECT / "source_release/release/cells/cells.ipynb", as_version=4)


@dataclass(frozen=True)
class Case:
    """A damaged submission, and what it should come to."""

    name: str
    module: ModuleType

    @property
    def student(self) -> str:
        return getattr(self.module, "STUDENT", self.name)

    @property
    def score(self) -> float:
        return self.module.SCORE

    @property
    def says(self) -> str:
        return self.module.SAYS

    def submit(self, course: Path) -> Path:
        """Put it where nbgrader collects submissions."""
        folder = course / "submitted" / self.student / "cells"
        folder.parent.mkdir(parents=True)
        self.module.submit(folder, solved(RELEASE, "cells"))
        return folder


def cases() -> list[Case]:
    """Read all cases; a new one is a new file."""
    names = sorted(path.stem for path in Path(__file__).with_name("cases").glob("[!_]*.py"))
    package = f"{__package__}.cases"
    return [Case(name, importlib.import_module(f"{package}.{name}")) for name in names]
