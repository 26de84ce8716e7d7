"""Feedback pages: what `nbgrader generate_feedback` makes of graded notebooks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory

from autograder.batch.configured import configuration
from autograder.batch.points import Points
from autograder.nbgrader_plugin.configuration import ADDRESS, READ

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
        for cell in node.cells:
            _write_points(cell, points)
        resources = {
            "unique_key": self._assignment,
            "output_files_dir": f"{self._assignment}_files",
            "metadata": {"name": self._assignment, "path": ""},
            "nbgrader": self._names(student, points),
        }
        page, _ = self._exporter.from_notebook_node(node, resources)
        return str(page).encode()

    def _names(self, student: str, points: Points) -> dict[str, Any]:
        return {
            "student": student,
            "assignment": self._assignment,
            "notebook": self._assignment,
            "db_url": self._db_url,
            "score": points.score - points.late_penalty,
            "max_score": points.max_score,
            "late_penalty": points.late_penalty,
        }


def _write_points(cell: NotebookNode, points: Points) -> None:
    """Do what ReadGrades does, but for reading."""
    name = cell.metadata.get("nbgrader", {}).get("grade_id")
    if name in points.cells:
        cell.metadata.nbgrader.update(vars(points.cells[name]))
    if name in points.comments:
        cell.metadata.nbgrader["comment"] = points.comments[name]
