"""Showing the demo: the class, its marks, and whether each is what it should be."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from autograder.batch.class_run import ClassRun
from autograder.batch.standing import standings
from autograder.batch.summary_row import SummaryRow
from autograder.batch.work import Result
from autograder.cli.progress import graded_with_progress
from autograder.cli.tables import class_table, demo_table
from autograder.demo.demo import demo_course
from autograder.demo.expectation import unmet
from autograder.demo.sample import Sample


def show_demo(
    target: Path,
    mistaken: int | None,
    jobs: int,
    accepted_gaps: frozenset[str],
    console: Console,
) -> bool:
    """Run the demo and show it; say whether every mark is what it should be."""
    console.print(f"Building the course in {target} and submitting the sample class …")
    demo = demo_course(target, mistaken)
    grades: dict[str, tuple[list[SummaryRow], list[str]]] = {}
    for assignment, samples in demo.samples.items():
        run = ClassRun(demo.course, assignment, [])
        problems, rows = _compared(run, jobs, accepted_gaps, samples)
        console.print(class_table(assignment, rows, standings(target, assignment)))
        for problem in problems:
            console.print(problem, style="red", markup=False)
        grades[assignment] = rows, problems
    console.print(demo_table(grades))
    console.print(
        f"The gradebook is {target}/gradebook.db, learners' feedback {target}/feedback/. "
        f"Look around: cd {target} && nbgrader export",
        soft_wrap=True,
        markup=False,
    )
    return not any(problems for _, problems in grades.values())


def _compared(
    run: ClassRun, jobs: int, accepted_gaps: frozenset[str], samples: dict[str, Sample]
) -> tuple[list[str], list[SummaryRow]]:
    problems: list[str] = []

    def compare(result: Result) -> None:
        problems.extend(_problems(result, samples))

    rows = graded_with_progress(run, jobs, accepted_gaps, compare)
    return problems, rows


def _problems(result: Result, samples: dict[str, Sample]) -> list[str]:
    student = result.row.student
    if result.row.trouble is not None or result.verdict is None:
        return [f"{student}: {result.row.trouble}"]
    return [f"{student}: {problem}" for problem in unmet(samples[student], result.verdict)]
