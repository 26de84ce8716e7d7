"""The commands that grade, and show what came of it."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.errors import GRADER_FAILED, errors, says_what_went_wrong
from autograder.cli.options import (
    BUDGET,
    COURSE,
    JOBS,
    AssignmentArgument,
    BudgetOption,
    CourseOption,
    DaskOption,
    GapsOption,
    JobsOption,
    JsonOption,
    LogForm,
    LogOption,
    StudentOption,
)
from autograder.cli.said import EXIT_CODES, console
from autograder.gaps import gap_names

PANEL = "Grade"

commands = typer.Typer()


@commands.command(rich_help_panel=PANEL, epilog=f"{EXIT_CODES} 130 stopped with Ctrl-C.")
@says_what_went_wrong
def grade(
    assignment: AssignmentArgument,
    course: CourseOption = COURSE,
    student: StudentOption = None,
    jobs: JobsOption = JOBS,
    dask: DaskOption = None,
    as_json: JsonOption = False,
    accept_gap: GapsOption = "",
    budget: BudgetOption = BUDGET,
) -> None:
    """Grade submitted notebooks into the gradebook, and write the learners' feedback pages.

    Does what `nbgrader autograde` and `nbgrader generate_feedback` do, but faster. Looks at
    submitted/<student>/<assignment>/ in the course directory. What is recorded is left alone,
    also by `nbgrader autograde`, unless it was submitted anew, and so a run that was stopped goes
    on where it ended. How many recorded marks would be given otherwise now is said: `unrolled
    regrade` shows what they would come to. Learners who were removed from the gradebook are left
    out until somebody adds them. Manual marks and comments stay as they are.
    """
    from autograder.batch.pool import warm_up

    started = time.monotonic()
    if dask is None:
        warm_up()
    from autograder.batch.class_run import ClassRun
    from autograder.batch.listing import listing
    from autograder.batch.other_points import other_points
    from autograder.batch.standing import standings
    from autograder.budget import Budget
    from autograder.cli.progress import graded_with_progress
    from autograder.cli.tables import class_summary, class_table, points_sentence
    from autograder.collect.strangers import strangers
    from autograder.grading.course import Course

    run = ClassRun(Course(course.resolve()), assignment, student or [], dask, Budget(budget))
    unknown = list(strangers(course.resolve(), assignment))
    rows = graded_with_progress(run, jobs, gap_names(accept_gap))
    if as_json:
        for part in listing(course.resolve(), assignment, rows):
            typer.echo(part, nl=False)
        typer.echo()
    else:
        console.print(class_table(assignment, rows, standings(course.resolve(), assignment)))
        console.print(class_summary(rows, time.monotonic() - started))
    changed = other_points(course.resolve(), assignment, (r.student for r in rows if r.outdated))
    for sentence in [*unknown, *([points_sentence(changed)] if changed else [])]:
        errors.print(sentence, markup=False)
    if any(row.trouble is not None for row in rows):
        raise typer.Exit(GRADER_FAILED)


@commands.command(
    rich_help_panel=PANEL, epilog="Exit codes: 0 stopped with Ctrl-C or SIGTERM; 2 unusable input."
)
@says_what_went_wrong
def serve(
    course: CourseOption = COURSE,
    jobs: JobsOption = JOBS,
    port: Annotated[
        int, typer.Option(help="Of /health and /metrics, on this machine only; 0 for any.")
    ] = 8765,
    polling: Annotated[
        bool,
        typer.Option(
            "--polling", help="Look each second: for an exchange on NFS, where no event comes."
        ),
    ] = False,
    log: LogOption = LogForm.PLAIN,
    dask: DaskOption = None,
    accept_gap: GapsOption = "",
    budget: BudgetOption = BUDGET,
) -> None:
    """Grade what learners submit as soon as it is in the exchange, and release the feedback.

    One process for a course, until somebody stops it. It collects, grades, records and releases by
    the rules in course.toml, with nobody at work. It may be killed at any moment: the next one goes
    on from there.

    Example: unrolled serve --course /srv/courses/dl
    """
    from autograder.batch.pool import warm_up

    if dask is None:
        warm_up()
    from autograder.budget import Budget
    from autograder.cli.serve import serve_course
    from autograder.service.session import Means

    means = Means(jobs, gap_names(accept_gap), Budget(budget), dask)
    serve_course(course.resolve(), means, port, polling, log)


@commands.command(
    rich_help_panel=PANEL, epilog="Exit codes: 0 stopped with Ctrl-C; 2 unusable input."
)
@says_what_went_wrong
def formgrader(
    course: CourseOption = COURSE,
    port: Annotated[int, typer.Option(help="On which it listens, on this machine only.")] = 8888,
    browser: Annotated[
        bool, typer.Option(help="Whether to open a browser; the address is printed in any case.")
    ] = True,
) -> None:
    """Open nbgrader's formgrader on this machine, to mark written answers and look at submissions.

    It is a JupyterLab that begins there, with our pages for marking: nothing that a learner wrote
    runs in them. Ctrl-C twice ends it.

    Example: unrolled formgrader
    """
    from autograder.cli.formgrader import open_formgrader

    open_formgrader(course.resolve(), port, browser)


@commands.command(rich_help_panel=PANEL, epilog=f"{EXIT_CODES} 130 stopped with Ctrl-C.")
@says_what_went_wrong
def regrade(
    assignment: AssignmentArgument,
    course: CourseOption = COURSE,
    student: StudentOption = None,
    jobs: JobsOption = JOBS,
    write: Annotated[
        bool, typer.Option("--write", help="Record the new marks without a question.")
    ] = False,
    dask: DaskOption = None,
    as_json: JsonOption = False,
    accept_gap: GapsOption = "",
    budget: BudgetOption = BUDGET,
) -> None:
    """Grade again what has marks, and show who would get what and why before anything is written.

    For after a change of the graders. On a terminal it asks whether to record the new marks; with
    --write it records them once they are shown. Manual marks and comments stay as they are, and
    so does a mark where the grader fails.

    Example: unrolled regrade cells --course .
    """
    from autograder.batch.pool import warm_up

    if dask is None:
        warm_up()
    from autograder.budget import Budget
    from autograder.cli.regrade import regrade_class
    from autograder.grading.course import Course

    right = regrade_class(
        Course(course.resolve()),
        assignment,
        student or [],
        jobs,
        gap_names(accept_gap),
        dask=dask,
        budget=Budget(budget),
        write=write,
        console=None if as_json else console,
    )
    if not right:
        raise typer.Exit(GRADER_FAILED)


@commands.command(
    rich_help_panel=PANEL,
    epilog="Exit codes: 0 the mark is the same; 1 it differs; 2 unusable input, such as no "
    "recorded mark; 3 the grader failed.",
)
@says_what_went_wrong
def replay(
    assignment: AssignmentArgument,
    student: Annotated[str, typer.Option(help="Whose mark.")],
    course: CourseOption = COURSE,
    as_json: JsonOption = False,
    accept_gap: GapsOption = "",
    budget: BudgetOption = BUDGET,
) -> None:
    """Grade one submission again, and say whether its mark comes out the same, or why not.

    Compares the mark that was recorded in the autograded notebook, the gradebook, and what comes
    out now. Writes nothing.

    Example: unrolled replay cells --student ada
    """
    from autograder.budget import Budget
    from autograder.cli.replay import show_replay
    from autograder.process.submission_grader import Place
    from autograder.replay.replay import replay as replayed

    place = Place(course.resolve(), assignment, gap_names(accept_gap), Budget(budget))
    result = replayed(place, student)
    if as_json:
        typer.echo(json.dumps(result.as_json()))
    else:
        show_replay(result, console)
    if result.faulty:
        raise typer.Exit(GRADER_FAILED)
    if not result.same:
        raise typer.Exit(1)


@commands.command(rich_help_panel=PANEL, epilog=EXIT_CODES)
@says_what_went_wrong
def mark(
    notebook: Annotated[Path, typer.Argument(help="A submitted notebook.")],
    assignment: Annotated[str, typer.Option(help="Which assignment it is of.")],
    course: CourseOption = COURSE,
    as_json: JsonOption = False,
    accept_gap: GapsOption = "",
    budget: BudgetOption = BUDGET,
) -> None:
    """Grade one notebook and show the result. No gradebook is touched.

    Example: unrolled mark cells.ipynb --assignment cells
    """
    from autograder.budget import Budget
    from autograder.process.process import Process

    with Process(Budget(budget)) as process:
        # It takes a second to start: time enough to import the rest.
        from autograder.cli.tables import verdict_table
        from autograder.process.mark import Mark

        verdict = process.do(
            Mark(
                notebook.absolute(),
                assignment,
                course.resolve(),
                gap_names(accept_gap),
                Budget(budget),
            )
        )
    if as_json:
        typer.echo(json.dumps(verdict.as_json()))
    else:
        console.print(verdict_table(verdict))
    if verdict.faulty:
        raise typer.Exit(GRADER_FAILED)


@commands.command(rich_help_panel=PANEL, epilog=EXIT_CODES)
@says_what_went_wrong
def report(
    assignment: AssignmentArgument,
    course: CourseOption = COURSE,
    to: Annotated[
        Path | None,
        typer.Option(help="The page's file; report/<assignment>.html in the course by default."),
    ] = None,
    anonymous: Annotated[
        bool,
        typer.Option("--anonymous", help="Name nobody, to show it to the class."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Write a page that shows what the class has not understood, for the staff.

    Reads the gradebook and the autograded notebooks, and changes neither. With --json, the same
    data is printed, too.

    Example: unrolled report cells --course . --to cells.html
    """
    from autograder.cli.report import class_report, write_page
    from autograder.report.summary import counted

    name = f"{assignment}-anonymous.html" if anonymous else f"{assignment}.html"
    target = to or course / "report" / name
    made = class_report(course.resolve(), assignment, anonymous)
    write_page(made, course.resolve(), target)
    if as_json:
        typer.echo(json.dumps(made.as_json()))
    says = f"{counted(made.submitted, 'submission')} of {assignment}: the report is {target}"
    (errors if as_json else console).print(says, soft_wrap=True, markup=False, highlight=False)
