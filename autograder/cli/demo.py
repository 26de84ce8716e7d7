"""Showing the demo: the class, its marks, and whether each is what it should be."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from autograder.batch.class_run import ClassRun, Line
from autograder.batch.gradebook import Recorder
from autograder.cli.progress import graded_with_progress
from autograder.cli.tables import class_table
from autograder.demo.demo import demo_course
from autograder.demo.expectation import unmet
from autograder.demo.sample import Sample


def show_demo(
    project: Path,
    target: Path,
    mistaken: int | None,
    jobs: int,
    accepted_gaps: frozenset[str],
    console: Console,
) -> bool:
    """Run the demo and show it; say whether every mark is what it should be."""
    console.print(f"Building the course in {target} and submitting the sample class …")
    demo = demo_course(project, target, mistaken)
    right = True
    for assignment, samples in demo.samples.items():
        run = ClassRun(demo.course, assignment, [])
        lines = graded_with_progress(run, jobs, accepted_gaps)
        console.print(class_table(assignment, lines))
        problems = [problem for line in lines for problem in _problems(line, samples)]
        refusal = Recorder(target, assignment).feed_back()
        for problem in [*problems, *([refusal] if refusal else [])]:
            console.print(problem, style="red", markup=False)
        console.print(
            f"{len(lines)} submissions of {assignment} graded, {len(problems)} not as promised."
        )
        right = right and not problems and refusal is None
    console.print(
        f"The gradebook is {target}/gradebook.db, learners' feedback {target}/feedback/. "
        f"Look around: cd {target} && nbgrader export",
        soft_wrap=True,
        markup=False,
    )
    return right


def _problems(line: Line, samples: dict[str, Sample]) -> list[str]:
    if line.error is not None or line.verdict is None:
        return [f"{line.student}: {line.error}"]
    return [f"{line.student}: {problem}" for problem in unmet(samples[line.student], line.verdict)]
