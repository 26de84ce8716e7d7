"""What the report says of classes that were worked out by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import pytest
from nbgrader.api import Gradebook

from autograder.grading.course import CourseError
from autograder.report.learner import Standing
from autograder.report.report import Report
from autograder.report.summary import summary, warnings
from tests.report.conftest import NOT_ATTEMPTED, ClassOnDisk, Work, points

Make = Callable[[Mapping[str, Mapping[str, Work]]], Report]


def test_a_class_by_hand(reported: Make) -> None:
    report = reported(
        {
            "ada": {"softmax": Work(4), "rnn_forward": Work(4)},
            "bob": {"softmax": Work(2, "wrong", "softmax.wrong_axis"), "rnn_forward": Work(4)},
            "cy": {
                "softmax": Work(0, "wrong", "softmax.wrong_axis"),
                "rnn_forward": Work(0, "timed_out"),
            },
            "di": {"softmax": Work(0, NOT_ATTEMPTED), "rnn_forward": Work(0, NOT_ATTEMPTED)},
        }
    )
    softmax, forward = report.items
    assert [softmax.standings[s] for s in Standing] == [1, 1, 1, 1, 0]
    assert [forward.standings[s] for s in Standing] == [2, 0, 1, 1, 0]
    assert (softmax.difficulty, forward.difficulty) == (6 / 16, 8 / 16)
    assert (softmax.timed_out, forward.timed_out) == (0, 1)
    assert softmax.discrimination is not None
    # deviations 2.5 0.5 −1.5 −1.5 and 2 2 −2 −2: 12 / √(11·16)
    assert softmax.discrimination.value == pytest.approx(12 / 176**0.5)
    assert (report.median, report.bins) == (3, [2, 0, 0, 0, 0, 0, 0, 1, 0, 1])
    assert [learner.student for learner in report.stuck] == ["cy", "di"]
    assert summary(report) == [
        "4 submissions graded.",
        "The median is 3 of 8 points in the exercises.",
        "Nothing waits for a person.",
        "The most common misunderstandings: wrong axis in softmax (2).",
        "The hardest exercise was softmax: 38 % of its points were earned.",
    ]
    assert warnings(report) == []


@pytest.mark.parametrize(("each", "hardest"), [(4, "Everybody has every point"), (0, ": 0 % of")])
def test_all_right_and_all_wrong(reported: Make, each: float, hardest: str) -> None:
    report = reported(points(*[[each, each]] * 5))
    assert hardest in summary(report)[-1]
    assert [item.discrimination for item in report.items] == [None, None]


def test_one_submission(reported: Make) -> None:
    report = reported(points([4, 1]))
    assert "1 submission graded." in summary(report)
    assert report.median == 5


def test_nothing_graded_is_one_sentence(graded: ClassOnDisk) -> None:
    with pytest.raises(CourseError, match="No submission of 'cells' is graded"):
        graded.report()
    assert not (graded.root / "gradebook.db").exists()


def test_points_that_people_gave_count(graded: ClassOnDisk) -> None:
    learners = {"ada": {"softmax": Work(0, "grader_fault")}, "bob": {"softmax": Work(1, "wrong")}}
    graded.grade(learners, written={"ada": 3.0, "bob": None})
    report = graded.report()
    assert report.items[0].standings[Standing.UNKNOWN] == 1
    assert report.items[0].difficulty == 1 / 4  # of ada, nothing is known
    assert (report.questions[0].marked, report.questions[0].waiting) == (1, 1)
    assert report.questions[0].mean_share == 3 / 4
    assert "1 submission that the grader failed at" in summary(report)[2]
    assert "1 written answer of 1 learner" in summary(report)[2]
    assert "The grader failed in the work of 1 learner: ada." in warnings(report)[0]

    with Gradebook(f"sqlite:///{graded.root}/gradebook.db", "unrolled") as gradebook:
        gradebook.find_grade("test_softmax", "cells", "cells", "ada").manual_score = 3
        gradebook.db.commit()
    report = graded.report()
    assert (report.items[0].standings[Standing.PARTLY], report.items[0].difficulty) == (2, 1 / 2)
    assert warnings(report) == []


def test_gaps_of_the_sandbox_come_first(graded: ClassOnDisk) -> None:
    sandbox = {"missing": {"landlock": "not in this kernel"}, "accepted_gaps": ["landlock"]}
    graded.grade(points([4]), sandbox=sandbox)
    assert "without the sandbox layer landlock" in warnings(graded.report())[0]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "has no graded notebook"),
        ("{ broken", "has a damaged notebook"),
        ("[]", "has a damaged notebook"),
        ('{"metadata": {"unrolled": {"exercises": [{}]}}, "cells": []}', "has a damaged notebook"),
        ('{"metadata": {}, "cells": []}', "was not graded by unrolled"),
    ],
)
def test_unusable_notebooks_are_said_and_skipped(
    graded: ClassOnDisk, content: str | None, reason: str
) -> None:
    graded.grade(points([4], [1]))
    path = graded.notebook("learner0")
    path.unlink() if content is None else path.write_text(content)
    report = graded.report()
    assert report.reading.skipped == {"learner0": reason}
    assert [learner.student for learner in report.learners] == ["learner1"]
    assert f"learner0 {reason}" in warnings(report)[0]


def test_nothing_else_than_unusable_notebooks(graded: ClassOnDisk) -> None:
    graded.grade(points([4]))
    graded.notebook("learner0").unlink()
    report = graded.report()
    assert (report.median, report.items) == (None, ())


def test_what_could_not_be_read_waits_for_a_person(graded: ClassOnDisk) -> None:
    graded.grade(points([0]), unrolled_unreadable="it is no notebook")
    report = graded.report()
    assert (report.reading.unreadable, report.learners) == (("learner0",), ())
    assert "1 notebook that could not be read" in summary(report)[1]


def test_pseudonyms_are_stable_and_nobody_is_named(graded: ClassOnDisk) -> None:
    code = "# by Ada\ndef softmax(z):\n    '''I am Ada.'''\n    return z  # Ada\n"
    graded.grade({"Ada": {"softmax": Work(0, "wrong", "softmax.wrong_axis", code)}})
    first, second = (graded.report(anonymous=True).as_json() for _ in range(2))
    assert first["learners"] == second["learners"]
    assert first["misconceptions"][0]["example"] == "def softmax(z):\n    return z"
    assert "Ada" not in json.dumps(first)
    assert first["learners"][0]["student"] == first["misconceptions"][0]["learners"][0]


def test_the_shortest_code_is_the_example(graded: ClassOnDisk) -> None:
    backward = Work(0, "wrong", "rnn_cell_backward.tanh_derivative_missing", "the backward")
    longer = Work(0, "wrong", "rnn_cell_backward.tanh_derivative_missing", "the longer backward")
    graded.grade({"ada": {"rnn_cell_backward": longer}, "bob": {"rnn_cell_backward": backward}})
    (mistake,) = graded.report().reading.mistakes
    assert (mistake.example_by, mistake.example) == ("bob", "the backward")
    assert mistake.hint == (
        "Between the state and the pre-activation lies tanh. What does it do to the gradient?"
    )


def test_a_learner_is_counted_once_for_a_mistake_in_several_checks(graded: ClassOnDisk) -> None:
    work = {"softmax": Work(0, "wrong", "softmax.wrong_axis")}
    graded.grade({"ada": work})
    notebook = json.loads(graded.notebook("ada").read_text())
    checks = notebook["metadata"]["unrolled"]["exercises"][0]["checks"]
    checks.append(checks[0])
    graded.notebook("ada").write_text(json.dumps(notebook))
    assert graded.report().reading.mistakes[0].learners == ("ada",)
