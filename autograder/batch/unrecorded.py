"""What was graded but is not recorded, each submission in a file of its own."""

from __future__ import annotations

import pickle
import shutil
from dataclasses import dataclass
from pathlib import Path

from autograder.batch.results_writer import writing
from autograder.process.submission_grader import Graded
from autograder.process.task import Recall


@dataclass(frozen=True)
class Unrecorded:
    """A folder that is made when it is entered, and removed with all that is in it.

    Only its owner may read it: it holds the evidence.
    """

    folder: Path

    def __enter__(self) -> Unrecorded:
        self._remove()  # a killed run left it
        with writing():
            self.folder.mkdir(mode=0o700)
        return self

    def __exit__(self, *_: object) -> None:
        self._remove()

    def keep(self, student: str, graded: Graded) -> None:
        """Write a graded submission."""
        with writing():
            (self.folder / student).write_bytes(pickle.dumps(graded))

    def recall(self, student: str) -> Recall:
        """Return what reads a graded submission."""
        return Recall(self.folder / student, student, self.folder.stem)

    def _remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
