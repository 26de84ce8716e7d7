"""The commands for who runs the machines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.errors import GRADER_FAILED, says_what_went_wrong
from autograder.cli.options import (
    BUDGET,
    COURSE,
    JOBS,
    BudgetOption,
    CourseOption,
    GapsOption,
    JobsOption,
    JsonOption,
)
from autograder.cli.said import console
from autograder.gaps import gap_names

PANEL = "Run it"

commands = typer.Typer()


@commands.command(
    rich_help_panel=PANEL,
    epilog="Exit codes: 0 all is well; 2 unusable settings; 3 a required layer is missing, or "
    "learners can read what they must not.",
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


@commands.command(
    rich_help_panel=PANEL,
    epilog="Exit codes: 0 done; 2 unusable input, such as a file that is there already.",
)
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


@commands.command(
    rich_help_panel=PANEL,
    epilog="Exit codes: 0 done; 2 unusable input, or something is there already.",
)
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


@commands.command(
    "upgrade-check",
    rich_help_panel=PANEL,
    epilog="Exit codes: 0 nothing would change; 1 something would; 2 unusable input; 3 the grader "
    "failed.",
)
@says_what_went_wrong
def upgrade_check(
    course: CourseOption = COURSE,
    jobs: JobsOption = JOBS,
    as_json: JsonOption = False,
    accept_gap: GapsOption = "",
    budget: BudgetOption = BUDGET,
) -> None:
    """Say what would change in a course if this version of unrolled took it over.

    Looks at the gradebook's tables, builds each assignment elsewhere and compares it with what is
    released, grades again what has marks, and names what of ours has changed since it was adopted.
    Writes nothing. Run it from the new version, in an environment of its own.

    Example: /opt/unrolled/next/bin/unrolled upgrade-check --course /home/grader-dl/dl
    """
    from autograder.budget import Budget
    from autograder.cli.upgrade import show_upgrade
    from autograder.grading.course import Course

    changes, right = show_upgrade(
        Course(course.resolve()),
        jobs,
        gap_names(accept_gap),
        Budget(budget),
        None if as_json else console,
    )
    if not right:
        raise typer.Exit(GRADER_FAILED)
    if changes:
        raise typer.Exit(1)
