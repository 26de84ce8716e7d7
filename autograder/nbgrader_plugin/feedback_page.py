"""The learner's page as nbgrader's feedback asks for it."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode

from autograder.pages.page import rendered


class FeedbackPage(Exporter):
    """Makes a page of a graded notebook that ReadGrades and PolishFeedback have been over."""

    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[str, Any]:
        """Return the page as HTML."""
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        names = resources["nbgrader"]
        return rendered(notebook, names["assignment"], names), resources
