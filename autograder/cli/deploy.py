"""The commands for who runs a hub."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.errors import says_what_went_wrong

deploy = typer.Typer(no_args_is_help=True, help="What an operator needs to run a hub.")
MISSING = 1


@deploy.command(
    epilog="Exit codes: 0 all is there; 1 something is missing, and named; 2 unusable settings."
)
@says_what_went_wrong
def init(
    to: Annotated[
        Path, typer.Option(help="Where the settings are, or go.", file_okay=False)
    ] = Path("/etc/unrolled"),
    host: Annotated[
        str, typer.Option(help="By which name browsers reach the hub.")
    ] = "hub.example.org",
) -> None:
    """Write settings for a hub, and units, accounts, nginx and logrotate that follow from them.

    Run it, change hub.toml, run it again: the settings stay as they are, all else is written anew.
    It ends with a sentence for each account, folder, command and port that is missing.

    Example: unrolled deploy init --to /etc/unrolled --host hub.example.org
    """
    from autograder.deployment.files import lay_out
    from autograder.deployment.missing import missing

    settings, written = lay_out(to, host)
    for path in written:
        typer.echo(path)
    lacking = list(missing(settings))
    if lacking:
        typer.echo("Missing before the hub can start:")
        for sentence in lacking:
            typer.echo(f"- {sentence}")
        raise typer.Exit(MISSING)
    typer.echo("Nothing is missing.")
