"""The page of a submission whose own texts cannot be shown in time: the points, and why."""

from __future__ import annotations

from nbformat.v4 import new_notebook

from autograder.grading.admission import NOTE
from autograder.messages import Message
from autograder.pages.page import rendered
from autograder.pages.points import Points


def plain_page(assignment: str, points: Points) -> str:
    """Return a page that holds nothing of what the learner wrote."""
    notebook = new_notebook(metadata={NOTE: str(Message("open.page"))})
    return rendered(notebook, assignment, points.write_into(notebook))
