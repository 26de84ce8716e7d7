"""Feedback pages: what `nbgrader generate_feedback` makes of graded notebooks."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory

from autograder.batch.configured import configuration
from autograder.nbgrader_plugin.configuration import ADDRESS, READ
from autograder.pages.points import Points

# The points come with the notebook, and whoever writes the page writes what goes with it.
LEFT_OUT = {READ, ADDRESS}


class Press:
    """Prints the feedback pages of one assignment."""

    def __init__(self, course: Path, assignment: str) -> None:
        config = configuration(course)
        coursedir = CourseDirectory(config=config)
        converter = GenerateFeedback(coursedir=coursedir, config=config)
        self._assignment = assignment
        self._db_url = coursedir.db_url
        self._exporter = converter.exporter_class(parent=converter, config=converter.config)
        for step in converter.preprocessors:
            if step not in LEFT_OUT:
                self._exporter.register_preprocessor(step)

    def page(self, student: str, notebook: bytes, points: Points) -> bytes:
        """Return the page on a graded notebook."""
        node = nbformat.reads(notebook.decode(), as_version=4)
        sums = points.write_into(node)
        names = {"student": student, "assignment": self._assignment, "notebook": self._assignment}
        resources = {
            "unique_key": self._assignment,
            "output_files_dir": f"{self._assignment}_files",
            "metadata": {"name": self._assignment, "path": ""},
            "nbgrader": {**names, "db_url": self._db_url, **sums},
        }
        page, _ = self._exporter.from_notebook_node(node, resources)
        return str(page).encode()
