"""The step of nbgrader's feedback that takes out what is not for learners."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.pages.polish import polish


class PolishFeedback(NbGraderPreprocessor):
    """Leaves what learners may see, with formulas that need no script."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Polish every cell."""
        polish(nb)
        return nb, resources
