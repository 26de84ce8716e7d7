"""The commands for authors of assignments."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from autograder.cli.errors import says_what_went_wrong
from autograder.cli.options import COURSE, CourseOption, JsonOption
from autograder.cli.said import console

PANEL = "Write and change assignments"

commands = typer.Typer()


@commands.command(
    rich_help_panel=PANEL, epilog="Exit codes: 0 done; 2 unusable input, and nothing was changed."
)
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


@commands.command(
    rich_help_panel=PANEL,
    epilog="Exit codes: 0 done; 1 with --check, ours has moved on; 2 unusable input.",
)
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


@commands.command(
    rich_help_panel=PANEL,
    epilog="Exit codes: 0 all is well; 1 something is to mend; 2 unusable input.",
)
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


@commands.command(
    rich_help_panel=PANEL,
    epilog="Exit codes: 0 every tolerance holds; 1 one does not; 2 unusable input.",
)
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
