"""The learner's page as nbgrader's feedback asks for it."""

from __future__ import annotations

import weakref
from typing import Any

import nbformat
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from nbgrader.converters import GenerateFeedback

from autograder.budget import budget_from_environment
from autograder.grading.shown import RECORD
from autograder.nbgrader_plugin.grades import POINTS
from autograder.nbgrader_plugin.removed import leave_out_removed
from autograder.pages.plain import plain_page
from autograder.process.process import Overrun, Process
from autograder.process.task import Print

stock_init_notebooks = GenerateFeedback.init_notebooks


class FeedbackPage(Exporter):
    """Has the page of a graded notebook made by a process that lives as long as the run."""

    output_mimetype = "text/html"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        self._process = Process(budget_from_environment())
        weakref.finalize(self, self._process.kill)

    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[str, Any]:
        """Return the page as HTML."""
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        names, points = resources["nbgrader"], resources[POINTS]
        if RECORD not in notebook.metadata:  # whose outputs are they?
            return plain_page(names["assignment"], points, "stranger.page"), resources
        content = nbformat.writes(notebook).encode()
        task = Print(names["student"], names["assignment"], content, points)
        try:
            page: bytes = self._process.do(task)
        except Overrun as overrun:
            self.log.error("The page of %s says only the points: %s.", names["student"], overrun)
            return plain_page(names["assignment"], points), resources
        return page.decode(), resources


def _init_notebooks(converter: GenerateFeedback) -> None:
    """Leave out removed learners: they have no points, and nbgrader would end in an error."""
    stock_init_notebooks(converter)
    if issubclass(converter.exporter_class, FeedbackPage):
        leave_out_removed(converter)


GenerateFeedback.init_notebooks = _init_notebooks
