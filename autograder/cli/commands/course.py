"""The commands that make a course."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.errors import says_what_went_wrong
from autograder.cli.options import COURSE, JOBS, CourseOption, GapsOption, JobsOption
from autograder.cli.said import EXIT_CODES, console
from autograder.gaps import gap_names

PANEL = "Make a course"
MISTAKEN = 6  # submissions with known mistakes that the demo has for each assignment

commands = typer.Typer()


@commands.command(
    rich_help_panel=PANEL, epilog=f"{EXIT_CODES} 130 stopped with Ctrl-C: nothing is left."
)
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


@commands.command(rich_help_panel=PANEL, epilog=EXIT_CODES)
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


@commands.command(
    rich_help_panel=PANEL, epilog=f"{EXIT_CODES} 1 a mark is not what the sample class promises."
)
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
