"""The sample class: every submission is graded in the real sandbox and earns what it should."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, nullcontext
from functools import cache
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from assignments.cells.hidden.cases import SIZES
from autograder.content import assignments
from autograder.demo.expectation import unmet
from autograder.demo.mistakes import independent_mistakes
from autograder.demo.sample import Sample, samples
from autograder.graders.expectations import Expectations
from autograder.graders.registry import assignment_named
from autograder.grading.course import SECRET_BYTES, SECRET_FILE, Course
from autograder.grading.grader import Grader
from autograder.grading.rebuild import rebuild
from autograder.grading.submission import Unreadable, parse
from autograder.grading.verdict import ExerciseResult, Outcome, Verdict
from autograder.host import Sandbox
from autograder.mistakes.catalogue import mistakes_in

ROOT = Path(__file__).parents[2]
RELEASE = ROOT / "source_release" / "release"
SECRET = bytes(range(SECRET_BYTES))


def released(assignment: str) -> NotebookNode:
    return nbformat.read(RELEASE / assignment / f"{assignment}.ipynb", as_version=4)


CLASS = [
    (assignment, sample)
    for assignment in assignments()
    for sample in samples(released(assignment), assignment, mistaken=0)
]
READABLE = [pair for pair in CLASS if "unreadable" not in pair[1].expected]
UNREADABLE = [pair for pair in CLASS if "unreadable" in pair[1].expected]
CELLS = {sample.name: sample for assignment, sample in CLASS if assignment == "cells"}


def title(value: object) -> str:
    return value.name if isinstance(value, Sample) else str(value)


@pytest.fixture(scope="module")
def grader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Grader]]:
    """Graders on a copy of the released course, with a secret that is the same every time."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(RELEASE, root / "release")
    (root / SECRET_FILE).write_bytes(SECRET)
    with ExitStack() as stack:
        sandbox = stack.enter_context(Sandbox())

        @cache
        def started(assignment: str) -> Grader:
            return stack.enter_context(Grader(Course(root), assignment, nullcontext(sandbox)))

        yield started


def graded(grader: Grader, sample: Sample) -> Verdict:
    return grader.grade(rebuild(grader.release, parse(sample.notebook)))


def result_of(verdict: Verdict, exercise: str) -> ExerciseResult:
    result = verdict.exercise(exercise)
    assert result is not None, exercise
    return result


def said(verdict: Verdict) -> str:
    """Return all that the learner reads about a submission."""
    return "\n".join(
        str(part)
        for exercise in verdict.exercises
        for check in exercise.checks
        for part in (check.message, check.misconception)
    )


@pytest.mark.parametrize(("assignment", "sample"), READABLE, ids=title)
def test_a_sample_earns_what_it_should(
    grader: Callable[[str], Grader], assignment: str, sample: Sample
) -> None:
    verdict = graded(grader(assignment), sample)
    assert not verdict.faulty, [c.evidence for e in verdict.exercises for c in e.checks]
    assert unmet(sample, verdict) == [], said(verdict)


@pytest.mark.parametrize("assignment", assignments())
def test_known_mistakes_in_one_submission_are_told(
    grader: Callable[[str], Grader], assignment: str
) -> None:
    """Of these submissions one is enough here: tests/verify/test_ours.py has every mistake."""
    sample = samples(released(assignment), assignment, mistaken=1)[-1]
    verdict = graded(grader(assignment), sample)
    assert not verdict.faulty
    assert unmet(sample, verdict) == [], said(verdict)


@pytest.mark.parametrize(("assignment", "sample"), UNREADABLE, ids=title)
def test_what_cannot_be_read_is_said_to_be_unreadable(
    grader: Callable[[str], Grader], assignment: str, sample: Sample
) -> None:
    with pytest.raises(Unreadable) as raised:
        parse(sample.notebook)
    verdict = grader(assignment).unreadable(str(raised.value))
    outcomes = {check.outcome for exercise in verdict.exercises for check in exercise.checks}
    assert (verdict.score, outcomes) == (0, {Outcome.NOT_ATTEMPTED})
    assert str(raised.value) in said(verdict)


@pytest.mark.parametrize("assignment", assignments())
def test_every_known_mistake_is_in_some_submission(assignment: str) -> None:
    known = {mistake.id for mistake in mistakes_in(assignment)}
    groups = independent_mistakes(assignment)
    assert len(known) > 40
    assert known == {mistake.id for group in groups for mistake in group}


@pytest.mark.parametrize("name", ["raises_hidden_inputs", "prints_everything", "shape_smuggler"])
def test_no_hidden_number_reaches_the_learner(grader: Callable[[str], Grader], name: str) -> None:
    text = said(graded(grader("cells"), CELLS[name])).replace("±1000", "")
    ours = {size for sizes in SIZES for size in (sizes.m, sizes.n, sizes.N, sizes.T, 0, 1)}
    assert {int(number) for number in re.findall(r"\d+", text)} <= ours


def test_the_staff_do_see_the_hidden_numbers(grader: Callable[[str], Grader]) -> None:
    verdict = graded(grader("cells"), CELLS["raises_hidden_inputs"])
    assignment = assignment_named("cells")
    first = Expectations(assignment, SECRET).cases(assignment.exercise("softmax"))[0]
    hidden = str(first.values["logits"].flat[0])
    assert hidden in result_of(verdict, "softmax").checks[0].evidence
    assert hidden not in str(verdict.as_json())
