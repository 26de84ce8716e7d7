"""Options that several commands share."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from autograder import budget, content
from autograder.cli.errors import says_what_went_wrong
from autograder.gaps import VARIABLE
from autograder.messages import sentences


@says_what_went_wrong
def _with_its_content(context: typer.Context, course: Path) -> Path:
    """Take content from the course whose directory is named, once its files have been read."""
    source = context.get_parameter_source("course")
    is_usual = source is not None and source.name == "DEFAULT"
    if is_usual and not Path("nbgrader_config.py").is_file():
        course = Path("source_release")
    content.use(course)
    content.assignments()
    sentences()
    return course


CourseOption = Annotated[
    Path,
    typer.Option(
        "--course",
        help="The nbgrader course directory: by default the working directory if it is one, else "
        "source_release in it. The nearest course.toml, there or above, says what is "
        "taught; without one, it is the course that comes with unrolled.",
        file_okay=False,
        show_default=False,
        callback=_with_its_content,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs to read.")]
GapsOption = Annotated[
    str,
    typer.Option(
        "--accept-gap",
        envvar=VARIABLE,
        help="Sandbox layers to do without, by name, separated by commas. "
        "Every mark given that way says so. `unrolled doctor` lists them.",
    ),
]
BudgetOption = Annotated[
    float,
    typer.Option(
        "--budget",
        envvar=budget.VARIABLE,
        min=budget.FEWEST_SECONDS,
        max=budget.MOST_SECONDS,
        metavar="SECONDS",
        help="How long all that happens because of one submission may take. What takes longer "
        "is not graded and waits for a person.",
    ),
]


class LogForm(StrEnum):
    """How a service says what it does."""

    PLAIN = "plain"
    JSON = "json"


LogOption = Annotated[
    LogForm, typer.Option("--log", help="Lines for people, or JSON for programs.")
]
AssignmentArgument = Annotated[str, typer.Argument(help="Which assignment.")]
StudentOption = Annotated[
    list[str] | None,
    typer.Option("--student", help="Only this learner; may be given again."),
]
JobsOption = Annotated[int, typer.Option("--jobs", min=1, help="How many submissions at a time.")]
DaskOption = Annotated[
    str | None,
    typer.Option(
        "--dask",
        metavar="ADDRESS",
        help="Have the workers of this Dask scheduler grade, all at a time, instead of "
        "processes here: tcp://host:8786, or tls://.",
    ),
]

COURSE = Path()
BUDGET = budget.USUAL_SECONDS
JOBS = os.cpu_count() or 1
