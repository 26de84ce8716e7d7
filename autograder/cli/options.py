"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.grading.gaps import VARIABLE

CourseOption = Annotated[
    Path,
    typer.Option("--course", help="The nbgrader course directory.", file_okay=False),
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

COURSE = Path("source_release")
