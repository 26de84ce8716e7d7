"""nbgrader's comparison of a rebuilt notebook with the gradebook, hidden tests included."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.api import MissingEntry
from nbgrader.preprocessors import OverwriteCells

from autograder.grading.rebuild import grade_id, is_test
from autograder.pages.polish import without_hidden_tests


class OverwriteRebuiltCells(OverwriteCells):
    """Warns of a cell that differs from the gradebook's, unless only the hidden tests are missing.

    Those the gradebook has and no release: nbgrader's own step warns of every test cell.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, cell_index: int
    ) -> tuple[NotebookNode, Any]:
        """Put hidden tests back, then do what nbgrader does."""
        if is_test(cell):
            whole = self._in_gradebook(cell)
            if without_hidden_tests(whole) == cell.source:
                cell.source = whole
        return super().preprocess_cell(cell, resources, cell_index)

    def _in_gradebook(self, cell: NotebookNode) -> str:
        try:
            found = self.gradebook.find_source_cell(
                grade_id(cell), self.notebook_id, self.assignment_id
            )
        except MissingEntry:
            return ""
        return found.source
