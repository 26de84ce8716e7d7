"""The command `unrolled`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from autograder.cli.errors import GRADER_FAILED, says_what_went_wrong
from autograder.cli.options import COURSE, CourseOption, GapsOption, JsonOption
from autograder.grading.gaps import gap_names

app = typer.Typer(
    help="A course in backpropagation through time that grades itself.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
console = Console()

MISTAKEN = 6  # submissions with known mistakes that the demo has for each assignment
EXIT_CODES = "Exit codes: 0 done, whatever the marks; 2 unusable input; 3 the grader failed."


@app.command(epilog=EXIT_CODES)
@says_what_went_wrong
def build(
    assignments: Annotated[
        list[str] | None, typer.Argument(help="Which assignments; all by default.")
    ] = None,
    texts: Annotated[Path, typer.Option(help="The folder of the assignments' texts.")] = Path(
        "assignments"
    ),
    course: CourseOption = COURSE,
) -> None:
    """Build the course: nbgrader's source and release notebooks, from the texts and the reference.

    Solutions are taken from `solutions/`, public examples are computed, and the release is made
    by nbgrader itself. The gradebook is left alone.
    """
    from autograder.build.build import assignments_in
    from autograder.build.build import build as build_one

    for assignment in assignments or assignments_in(texts):
        build_one(assignment, texts, course.resolve())
        console.print(
            f"{assignment}: built in {course}/source and {course}/release", soft_wrap=True
        )


@app.command(epilog="Exit codes: 0 every required layer holds; 3 one is missing.")
def doctor(as_json: JsonOption = False) -> None:
    """Say whether this machine can contain learners' code, layer by layer.

    A required layer that is missing means that grading refuses, unless you accept that gap by
    its name with --accept-gap.
    """
    from autograder.cli.doctor import layers_table
    from autograder.host import probe_layers

    layers = probe_layers()
    if as_json:
        typer.echo(json.dumps([vars(layer) for layer in layers]))
    else:
        console.print(layers_table(layers))
    if not all(layer.holds for layer in layers if layer.required):
        raise typer.Exit(GRADER_FAILED)


@app.command(epilog=EXIT_CODES)
@says_what_went_wrong
def mark(
    notebook: Annotated[Path, typer.Argument(help="A submitted notebook.")],
    assignment: Annotated[str, typer.Option(help="Which assignment it is of.")],
    course: CourseOption = COURSE,
    as_json: JsonOption = False,
    accept_gap: GapsOption = "",
) -> None:
    """Grade one notebook and show the result. No gradebook is touched.

    Example: unrolled mark cells.ipynb --assignment cells
    """
    from autograder.cli.mark import mark_notebook
    from autograder.cli.tables import verdict_table

    verdict = mark_notebook(notebook, assignment, course.resolve(), gap_names(accept_gap))
    if as_json:
        typer.echo(json.dumps(verdict.as_json()))
    else:
        console.print(verdict_table(verdict))
    if verdict.faulty:
        raise typer.Exit(GRADER_FAILED)


@app.command(epilog=EXIT_CODES)
@says_what_went_wrong
def grade(
    assignment: Annotated[str, typer.Argument(help="Which assignment.")],
    course: CourseOption = COURSE,
    student: Annotated[
        list[str] | None, typer.Option(help="Only this learner; may be given again.")
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="How many submissions at a time.")] = (
        os.cpu_count() or 1
    ),
    as_json: JsonOption = False,
    accept_gap: GapsOption = "",
) -> None:
    """Grade submitted notebooks into the gradebook, as `nbgrader autograde` does, but faster.

    Looks at submitted/<student>/<assignment>/ in the course directory. Manual marks and comments
    stay as they are.
    """
    from autograder.batch.class_run import ClassRun
    from autograder.cli.progress import graded_with_progress
    from autograder.cli.tables import class_table
    from autograder.grading.course import Course

    run = ClassRun(Course(course.resolve()), assignment, student or [])
    lines = graded_with_progress(run, jobs, gap_names(accept_gap))
    if as_json:
        typer.echo(json.dumps([line.as_json() for line in lines]))
    else:
        console.print(class_table(assignment, lines))
    if any(line.needs_attention for line in lines):
        raise typer.Exit(GRADER_FAILED)


@app.command(epilog="Exit codes: 0 every tolerance holds; 1 one does not; 2 unusable input.")
@says_what_went_wrong
def calibrate(
    assignment: Annotated[
        str | None, typer.Argument(help="Which assignment; all of them if none is named.")
    ] = None,
    draws: Annotated[int, typer.Option(min=1, help="How often to draw all hidden cases.")] = 200,
    as_json: JsonOption = False,
) -> None:
    """Measure the tolerances: correct work must pass and known mistakes must fail, every time.

    Draws new hidden cases again and again, and compares correct work in float64 and float32, and
    every known mistake, with what is expected.
    """
    from autograder.cli.calibrate import calibrated_with_progress
    from autograder.cli.tables import calibration_table
    from autograder.graders.registry import ASSIGNMENTS

    measured = calibrated_with_progress([assignment] if assignment else ASSIGNMENTS, draws)
    rows = [row for rows in measured.values() for row in rows]
    if as_json:
        typer.echo(json.dumps([vars(row) for row in rows]))
    else:
        console.print(calibration_table(measured))
    if any(row.false_rejects or row.false_accepts for row in rows):
        raise typer.Exit(1)


@app.command(epilog=f"{EXIT_CODES} 1 a mark is not what the sample class promises.")
@says_what_went_wrong
def demo(
    to: Annotated[Path, typer.Option(help="Where to put the demo's course.")] = Path("build/demo"),
    everyone: Annotated[
        bool, typer.Option("--everyone", help="Have every known mistake in the class.")
    ] = False,
    jobs: Annotated[int, typer.Option(min=1, help="How many submissions at a time.")] = (
        os.cpu_count() or 1
    ),
    accept_gap: GapsOption = "",
) -> None:
    """Build a course, submit a sample class, grade it with nbgrader, and show who got what.

    Run it in a checkout of the project. Afterwards the course directory is there to look at:
    `nbgrader db`, the formgrader and the learners' feedback work on it.
    """
    from autograder.cli.demo import show_demo

    some = None if everyone else MISTAKEN
    if not show_demo(Path.cwd(), to.resolve(), some, jobs, gap_names(accept_gap), console):
        raise typer.Exit(1)
