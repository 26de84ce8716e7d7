"""The command `unrolled`."""

from __future__ import annotations

import atexit
import gc
import json
import time
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from autograder.cli.deploy import deploy
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
from autograder.gaps import gap_names

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(deploy, name="deploy")
console = Console()
atexit.register(gc.freeze)  # else Python looks for what to free before it ends: 0.3 seconds


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"unrolled {version('unrolled')}")
        raise typer.Exit


@app.callback()
def unrolled(
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Say which version this is."
        ),
    ] = False,
) -> None:
    """A course in backpropagation through time that grades itself."""


MISTAKEN = 6  # submissions with known mistakes that the demo has for each assignment
EXIT_CODES = "Exit codes: 0 done, whatever the marks; 2 unusable input; 3 the grader failed."


@app.command(epilog=f"{EXIT_CODES} 130 stopped with Ctrl-C: nothing is left.")
@says_what_went_wrong
def quickstart(
    name: Annotated[str, typer.Argument(help="The course's name, and its folder's, made here.")],
    assignments: Annotated[
        str | None,
        typer.Option(help="What it teaches, in this order, separated by commas; all by default."),
    ] = None,
) -> None:
    """Make a course directory that is ready for release, with a README for its staff.

    All assignments are built and registered in the gradebook. What is there is never overwritten.

    Example: unrolled quickstart deep-learning --assignments cells,gates
    """
    from autograder.cli.quickstart import show_quickstart

    try:
        show_quickstart(name, assignments, console)
    except KeyboardInterrupt:
        typer.echo("Stopped: nothing is left of it.", err=True)
        raise typer.Exit(130) from None


@app.command(epilog=EXIT_CODES)
@says_what_went_wrong
def build(
    assignments: Annotated[
        list[str] | None, typer.Argument(help="Which assignments; all by default.")
    ] = None,
    course: CourseOption = COURSE,
) -> None:
    """Build the course: nbgrader's source and release notebooks, from the texts and the reference.

    Texts are taken from `assignments/`, solutions from `solutions/`, public examples are computed,
    and the release is made by nbgrader itself. The gradebook is left alone.
    """
    from autograder import content
    from autograder.build.build import build as build_one
    from autograder.process.configured import configuration

    wanted = assignments or content.assignments()
    if not (course / content.COURSE_FILE).is_file():
        configuration(course.resolve())  # else it is no course
    for assignment in wanted:
        build_one(assignment, course.resolve())
        console.print(
            f"{assignment}: built in {course}/source and {course}/release", soft_wrap=True
        )


@app.command(
    epilog="Exit codes: 0 all is well; 2 unusable settings; 3 a required layer is missing, or "
    "learners can read what they must not."
)
@says_what_went_wrong
def doctor(
    hub: Annotated[
        Path | None,
        typer.Option(help="The settings of a hub: try as a learner what can be read there."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Say whether this machine can contain learners' code, layer by layer, and what Python it has.

    A required layer that is missing means that grading refuses, unless you accept that gap by
    its name with --accept-gap. Run it as the account that grades. With --hub, as root, it looks at
    something else: whether a learner of that hub gets at graders, reference, courses, or the state
    of the hub.

    Example: unrolled doctor --hub /etc/unrolled/hub.toml
    """
    from autograder.cli.doctor import show_exposure, show_layers

    if not (show_exposure(hub, as_json, console) if hub else show_layers(as_json, console)):
        raise typer.Exit(GRADER_FAILED)


@app.command(epilog=EXIT_CODES)
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


@app.command(epilog="Exit codes: 0 done; 2 unusable input, and nothing was changed.")
@says_what_went_wrong
def roster(
    file: Annotated[
        Path | None,
        typer.Argument(help="A CSV file; by default the one that course.toml names as `roster`."),
    ] = None,
    course: CourseOption = COURSE,
    as_json: JsonOption = False,
) -> None:
    """Tell the gradebook who takes the course, and say who is new or changed. Nobody is removed.

    Then formgrader, report and exports show people's names. The file has the columns id,
    first_name, last_name, email and lms_user_id, as for `nbgrader db student import`, or is what
    Canvas (Gradebook, Export) or Moodle (Participants, Download as CSV) makes.

    Example: unrolled roster roster.csv
    """
    from autograder.cli.roster import show_roster

    show_roster(course.resolve(), file, as_json, console)


@app.command(
    epilog="Exit codes: 0 everything is in its place; 1 something was left out; 2 unusable input."
)
@says_what_went_wrong
def collect(
    assignment: AssignmentArgument,
    sources: Annotated[
        list[Path],
        typer.Option(
            "--from",
            metavar="PATH",
            help="A zip with everybody's submissions, as Canvas (Download Submissions) or Moodle "
            "(Download all submissions) makes it, or the folder that it was unpacked into; may be "
            "given again.",
        ),
    ],
    course: CourseOption = COURSE,
    roster: Annotated[
        Path | None,
        typer.Option(
            help="Who takes the course, as for `unrolled roster`; by default the file that "
            "course.toml names. Without any, learners are called what the zip calls them."
        ),
    ] = None,
    times: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="When something was handed in: Moodle's grading worksheet. Or `files`: the times "
            "of the files in the zip, which in Canvas' and Moodle's are those of the download.",
        ),
    ] = "",
    update: Annotated[
        bool, typer.Option("--update", help="Replace what is there by what is newer.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Put submissions downloaded from Canvas or Moodle where they are graded.

    Each becomes submitted/<learner>/<assignment>/<assignment>.ipynb. What belongs to nobody on the
    roster, could be of several or is no notebook is listed with what to do, and the rest goes on.

    Example: unrolled collect cells --from submissions.zip
    """
    from autograder.cli.collect import show_collection

    if not show_collection(
        course.resolve(), assignment, sources, roster, times, update, None if as_json else console
    ):
        raise typer.Exit(1)


@app.command(epilog=f"{EXIT_CODES} 130 stopped with Ctrl-C.")
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


@app.command(epilog="Exit codes: 0 stopped with Ctrl-C or SIGTERM; 2 unusable input.")
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


@app.command(epilog="Exit codes: 0 stopped with Ctrl-C; 2 unusable input.")
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


@app.command(epilog=f"{EXIT_CODES} 130 stopped with Ctrl-C.")
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


@app.command(
    epilog="Exit codes: 0 the mark is the same; 1 it differs; 2 unusable input, such as no "
    "recorded mark; 3 the grader failed."
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


@app.command(epilog=EXIT_CODES)
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


@app.command(epilog="Exit codes: 0 done; 2 unusable input, such as a file that is there already.")
@says_what_went_wrong
def backup(
    to: Annotated[Path, typer.Argument(help="The file to write, such as course.tar.gz.")],
    course: CourseOption = COURSE,
) -> None:
    """Write a course into one file: gradebook, secret, run log, submissions, and its exchange.

    While it is written, nothing is recorded; grading goes on, and waits with recording. Whoever
    has the file has the secret and all marks.

    Example: unrolled backup /var/backups/dl.tar.gz --course /home/grader-dl/dl
    """
    from autograder.deployment.backup import backup as written

    size = written(course.resolve(), to.resolve())
    typer.echo(f"{to}: {size / 1e6:.1f} MB")


@app.command(epilog="Exit codes: 0 done; 2 unusable input, or something is there already.")
@says_what_went_wrong
def restore(
    file: Annotated[Path, typer.Argument(help="What `unrolled backup` has written.")],
    to: Annotated[Path, typer.Option(help="Where the course's folder goes.")],
    exchange: Annotated[
        Path | None,
        typer.Option(help="Where its part of the exchange goes; left out by default."),
    ] = None,
) -> None:
    """Put a course back from a file. Nothing that is there is overwritten.

    As root, everything has the owner that it had. A gradebook in PostgreSQL goes into the database
    that the course's nbgrader_config.py names, which has to be there and empty.

    Example: unrolled restore dl.tar.gz --to /home/grader-dl/dl --exchange /srv/unrolled/exchange/dl
    """
    from autograder.deployment.backup import restore as restored

    restored(file.resolve(), to.resolve(), exchange.resolve() if exchange else None)
    typer.echo(f"{to}: restored")


@app.command(epilog="Exit codes: 0 done; 2 unusable input, and nothing was changed.")
@says_what_went_wrong
def new(
    name: Annotated[str, typer.Argument(help="The assignment's name, as Python imports it.")],
    course: CourseOption = COURSE,
) -> None:
    """Write a working assignment of one exercise into the course's folder, to be changed there.

    Text, figure, reference, cases, checks, known mistakes and a sample; `course.toml` lists it.

    Example: unrolled new attention
    """
    from autograder.build.new import new as written

    for path in written(name, course):
        typer.echo(path)
    typer.echo(f"Try it: unrolled verify {name}")


@app.command(epilog="Exit codes: 0 done; 1 with --check, ours has moved on; 2 unusable input.")
@says_what_went_wrong
def adopt(
    names: Annotated[
        list[str] | None, typer.Argument(help="Which assignments of ours; with --check, all.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Say what of ours has changed since, and copy nothing.")
    ] = False,
    course: CourseOption = COURSE,
) -> None:
    """Copy assignments of ours into the course's folder, to be changed there.

    From then on the course's own are used. An upgrade changes ours only: --check says in which
    files, so that you can take over what you want.

    Example: unrolled adopt cells
    """
    from autograder import content
    from autograder.build.adopt import adopt as adopted
    from autograder.build.adopt import moved_on
    from autograder.build.error import BuildError

    if not names and not check:
        raise BuildError(f"Say which to adopt: {', '.join(content.ours())}.")
    if not check:
        for name in names or ():
            for path in adopted(name, course):
                typer.echo(path)
        typer.echo(f"Change them, then: unrolled verify {' '.join(names or ())}")
        return
    changed = {name: moved_on(name) for name in names or content.assignments()}
    for name, paths in changed.items():
        if paths is not None:
            typer.echo(f"{name}: {', '.join(paths) or 'ours is as it was when you adopted it'}")
    if any(changed.values()):
        typer.echo(f"These of ours have changed since. They lie in {content.OURS}.")
        raise typer.Exit(1)


@app.command(epilog="Exit codes: 0 all is well; 1 something is to mend; 2 unusable input.")
@says_what_went_wrong
def verify(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            help="Which assignments; all by default. One exercise alone: cells:rnn_forward."
        ),
    ] = None,
    course: CourseOption = COURSE,
    as_json: JsonOption = False,
) -> None:
    """Tell an author everything that is missing or wrong in an assignment, and where.

    Builds it; looks for cases, checks, examples and names that nothing has; holds gradients against
    finite differences; makes every known mistake; grades the blank and the solved notebook in the
    sandbox, runs the solved one, and measures the tolerances. Of one exercise, it leaves out what
    needs a whole notebook, and takes a moment. Nothing is written.
    """
    from autograder import content
    from autograder.cli.verify import show_verify

    if not show_verify(names or content.assignments(), as_json, console, course.resolve()):
        raise typer.Exit(1)


@app.command(epilog="Exit codes: 0 every tolerance holds; 1 one does not; 2 unusable input.")
@says_what_went_wrong
def calibrate(
    assignment: Annotated[
        str | None, typer.Argument(help="Which assignment; all of them if none is named.")
    ] = None,
    draws: Annotated[int, typer.Option(min=1, help="How often to draw all hidden cases.")] = 200,
    course: CourseOption = COURSE,
    as_json: JsonOption = False,
) -> None:
    """Measure the tolerances: correct work must pass and known mistakes must fail, every time.

    Draws new hidden cases again and again, and compares correct work in float64 and float32, and
    every known mistake, with what is expected.
    """
    from autograder.cli.calibrate import calibrated_with_progress
    from autograder.cli.tables import calibration_table
    from autograder.content import assignments

    measured = calibrated_with_progress([assignment] if assignment else assignments(), draws)
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
    jobs: JobsOption = JOBS,
    accept_gap: GapsOption = "",
) -> None:
    """Build a course, submit a sample class, grade it with nbgrader, and show who got what.

    The class is that of the nearest course.toml, here or above, or else of the course that comes
    with unrolled. Afterwards the demo's course directory is there to look at: `nbgrader db`, the
    formgrader and the learners' feedback work on it.
    """
    from autograder import content
    from autograder.cli.demo import show_demo

    content.use(Path.cwd())
    some = None if everyone else MISTAKEN
    if not show_demo(to.resolve(), some, jobs, gap_names(accept_gap), console):
        raise typer.Exit(1)
