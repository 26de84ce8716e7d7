"""How an exercise stands, from what the gradebook says of it."""

from __future__ import annotations

from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.pages.outline import Given, Section, Standing, outline


@pytest.mark.parametrize(
    ("marks", "standing"),
    [
        ({"score": 2, "waiting": False}, Standing.RIGHT),
        ({"score": 1, "waiting": False}, Standing.PARTLY),
        ({"score": 0, "waiting": False}, Standing.WRONG),
        ({"score": 0, "waiting": True}, Standing.OPEN),  # the grader failed
        ({"score": 2, "waiting": True}, Standing.UNSETTLED),  # a new answer with an old mark
    ],
)
def test_an_exercise(marks: dict[str, Any], standing: Standing) -> None:
    answer = new_code_cell("def f(): ...")
    answer.metadata["nbgrader"] = {"grade_id": "f", "solution": True, "grade": False}
    test = new_code_cell("check(f)")
    test.metadata["nbgrader"] = {"grade_id": "test_f", "grade": True, "points": 2, **marks}
    (task,) = outline(new_notebook(cells=[answer, test])).tasks
    assert task.standing is standing


@pytest.mark.parametrize(
    ("marks", "standing"),
    [
        ({"score": 0, "waiting": True}, Standing.UNMARKED),
        ({"score": 1, "waiting": True}, Standing.UNSETTLED),  # a new answer with an old mark
        ({"score": 1, "waiting": False}, Standing.MARKED),
        ({"score": 0, "waiting": False, "comment": "No response."}, Standing.UNWRITTEN),
    ],
)
def test_a_question(marks: dict[str, Any], standing: Standing) -> None:
    answer = new_markdown_cell("Because.")
    answer.metadata["nbgrader"] = {
        "grade_id": "why",
        "solution": True,
        "grade": True,
        "points": 2,
        **marks,
    }
    (task,) = outline(new_notebook(cells=[answer])).tasks
    assert task.standing is standing


def test_a_task_knows_its_section_and_a_question_its_number() -> None:
    texts = [
        "# Title",
        "## 1. First\n\n### Half",
        "More of it.",
        "Look.\n\n**Question 2.** Why?",
        "So.",
    ]
    cells = [new_markdown_cell(text) for text in texts]
    for number, cell in enumerate(cells):
        cell.metadata["nbgrader"] = {"grade_id": f"cell-{number}", "solution": number == 4}
    shown = outline(new_notebook(cells=cells))
    given = [part.title for part in shown.parts if isinstance(part, Given)]
    assert given == ["Title", "1. First; Half"]
    (task,) = shown.tasks
    assert (task.number, task.section) == ("2", Section("Half", "given-1"))
