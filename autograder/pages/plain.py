"""The page of a submission of which nothing else can be shown: the points, and why."""

from __future__ import annotations

from nbformat.v4 import new_notebook

from autograder.grading.admission import NOTE
from autograder.messages import Message
from autograder.pages.page import rendered
from autograder.pages.points import Points


def plain_page(assignment: str, points: Points, why: str = "open.page") -> str:
    """Return a page that holds nothing of what the learner wrote.

    Parameters
    ----------
    why : the name of the message that says so; by default, that it would have taken too long.
    """
    notebook = new_notebook(metadata={NOTE: str(Message(why))})
    return rendered(notebook, assignment, points.write_into(notebook))
