"""The commands that bring learners, and what they submit, into a course."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.errors import says_what_went_wrong
from autograder.cli.options import COURSE, AssignmentArgument, CourseOption, JsonOption
from autograder.cli.said import console

PANEL = "Learners and what they submit"

commands = typer.Typer()


@commands.command(
    rich_help_panel=PANEL, epilog="Exit codes: 0 done; 2 unusable input, and nothing was changed."
)
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


@commands.command(
    rich_help_panel=PANEL,
    epilog="Exit codes: 0 everything is in its place; 1 something was left out; 2 unusable input.",
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
