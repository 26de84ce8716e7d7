"""The command `unrolled`."""

from __future__ import annotations

import atexit
import gc
from importlib.metadata import version
from typing import Annotated

import typer

from autograder.cli.commands import authoring, course, grading, learners, operating
from autograder.cli.deploy import deploy

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
for each in (course, learners, grading, authoring, operating):
    app.add_typer(each.commands)
app.add_typer(deploy, name="deploy", rich_help_panel=operating.PANEL)
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
