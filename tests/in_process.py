"""Our command, done in this process: a new one would take seconds to import what this one has."""

from __future__ import annotations

from pathlib import Path
from subprocess import CompletedProcess

from typer.testing import CliRunner

from autograder.cli.main import app

from . import warm


def unrolled(*arguments: str | Path) -> CompletedProcess[str]:
    """Do what the command does; return what it says, and how it ends."""
    words = list(map(str, arguments))
    with warm.prepared():
        done = CliRunner().invoke(app, words)
    return CompletedProcess(words, done.exit_code, done.stdout, done.stderr)
