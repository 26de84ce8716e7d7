"""The public examples: what somebody passes with them should seldom fail later."""

from __future__ import annotations

import pytest

from autograder.content import assignments
from autograder.graders.exercise import Assignment, Case, Exercise
from autograder.graders.registry import assignment_named

# They do one step of a sequence, so that its length is nothing to them.
OF_ONE_STEP = {"softmax", "output_backward", "rnn_cell", "lstm_cell", "gru_cell"}
EXERCISES = [
    (assignment, exercise)
    for assignment in map(assignment_named, assignments())
    for exercise in assignment.exercises
]


def is_of_one_step(exercise: Exercise) -> bool:
    name = exercise.name
    return name in OF_ONE_STEP or name.rpartition("_")[0] in OF_ONE_STEP


@pytest.mark.parametrize(
    ("assignment", "exercise"), EXERCISES, ids=[f"{a.name}-{e.name}" for a, e in EXERCISES]
)
def test_a_single_step_and_a_batch_of_one_are_shown(
    assignment: Assignment, exercise: Exercise
) -> None:
    def special(cases: list[Case]) -> set[str]:
        return {size for case in cases for size in case.special_sizes}

    asked = special(assignment.draw_cases(exercise, b"any secret"))
    expected = asked & {"a batch of one", "a single step"}
    if is_of_one_step(exercise):
        expected -= {"a single step"}
    assert expected <= special(assignment.public_cases(exercise))
