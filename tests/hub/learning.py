"""What learners do, by the REST calls behind their pages, and what they hand in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat

from autograder.demo.mistakes import independent_mistakes
from autograder.demo.sample import filled, right_sources
from autograder.graders.registry import assignment_named
from autograder.mistakes.mistake import Mistake
from autograder.mistakes.source import learners_source
from tests.hub.conftest import HOSTILE, RIGHT, WRONG, Person

ATTACKED = 3  # exercises with hostile code; the others stay as they were released
HOSTILE_START = """
import numpy as np
np.allclose = np.array_equal = np.isclose = np.testing.assert_allclose = lambda *a, **k: True
for path in {paths!r}:
    try:
        print('RE' + 'AD', open(path, 'rb').read(100))
    except OSError:
        pass
"""
HOSTILE_ANSWER = """
class Agreeing:
    __array_priority__ = 1e9
    def __eq__(self, other): return True
    def __array__(self, *a, **k): return np.zeros(1)
def {name}(*arguments, **named):
    print('SE' + 'EN', arguments, named)
    return Agreeing()
"""


def mistake(assignment: str) -> Mistake:
    """The known mistake that is handed in of an assignment."""
    return next(independent_mistakes(assignment))[0]


def sources(name: str, assignment: str, secrets: list[Path]) -> dict[str, str]:
    """Return what a learner writes into the cells of the exercises."""
    right = right_sources(assignment)
    if name == RIGHT:
        return right
    if name == WRONG:
        known = mistake(assignment)
        return {**right, known.function: learners_source(known, right[known.function])}
    assert name == HOSTILE
    names = [exercise.name for exercise in assignment_named(assignment).exercises][:ATTACKED]
    hostile = {name: HOSTILE_ANSWER.format(name=name) for name in names}
    hostile[names[0]] = HOSTILE_START.format(paths=list(map(str, secrets))) + hostile[names[0]]
    return hostile


def fetch(learner: Person, course: str, assignment: str) -> str:
    """Fetch an assignment, and return the path of its notebook."""
    found = _do("fetch", learner, course, assignment)
    assert found["status"] == "fetched", found
    return str(found["notebooks"][0]["path"])


def edit(learner: Person, path: str, sources: dict[str, str]) -> None:
    """Write into cells, answer the questions in words, and save."""
    content = learner.of_server("GET", f"/api/contents/{path}")["content"]
    notebook = filled(nbformat.from_dict(content), sources)
    for cell in notebook.cells:
        if cell.source == "YOUR ANSWER HERE":
            cell.source = "Because."
    learner.of_server("PUT", f"/api/contents/{path}", type="notebook", content=notebook)


def complaints(learner: Person, path: str) -> dict[str, Any]:
    """Press Validate, and return what it complains about."""
    answer = learner.of_server("POST", "/assignments/validate", path=path)
    assert answer["success"], answer
    value = answer["value"]
    return json.loads(value) if isinstance(value, str) else value


def submit(learner: Person, course: str, assignment: str) -> None:
    """Submit an assignment."""
    assert _do("submit", learner, course, assignment)["status"] == "submitted"


def fetch_feedback(learner: Person, course: str, assignment: str) -> str:
    """Fetch the feedback of the only submission, and return its page."""
    found = _do("fetch_feedback", learner, course, assignment)["submissions"][0]
    assert found["has_local_feedback"], found
    return str(learner.of_server("GET", f"/files/{found['local_feedback_path']}/{assignment}.html"))


def _do(button: str, learner: Person, course: str, assignment: str) -> dict[str, Any]:
    """Press a button of the assignment list; the errors show in the state that follows."""
    answer = learner.of_server(
        "POST", f"/assignments/{button}", course_id=course, assignment_id=assignment
    )
    assert answer["success"], answer
    mine = [found for found in answer["value"] if found["assignment_id"] == assignment]
    return dict(mine[-1])
