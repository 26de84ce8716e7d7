"""The table of an exercise's checks."""

from __future__ import annotations

from autograder.grading.report import learner_table
from autograder.grading.verdict import CheckResult, ExerciseResult, Outcome


def test_the_same_sentence_is_said_once() -> None:
    said = ["Your code raised ValueError in a case.", "`dW` is off by 1 to 10 %."]
    messages = [said[0], said[0], said[1], said[0]]
    checks = [
        CheckResult("f", f"c{n}", f"Check {n}.", 1, 0, Outcome.RAISED, message)
        for n, message in enumerate(messages)
    ]
    table = learner_table(ExerciseResult("f", tuple(checks)))
    assert [table.count(part) for part in ("ValueError", "As above.", "as for “Check 0.”")] == [
        1,
        1,
        1,
    ]
