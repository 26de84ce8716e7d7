"""The state of the sandbox, the Python that learners should have, and what learners can read."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.deployment.exposure import Finding, exposure
from autograder.deployment.settings import read_settings
from autograder.host import Layer, probe_layers


def show_layers(as_json: bool, console: Console) -> bool:
    """Show the layers of this machine; say whether all that are required hold."""
    layers = probe_layers()
    if as_json:
        typer.echo(json.dumps([vars(layer) for layer in layers]))
    else:
        console.print(_layers_table(layers))
        console.print(_python_sentence(), soft_wrap=True, highlight=False)
    return all(layer.holds for layer in layers if layer.required)


def show_exposure(settings: Path, as_json: bool, console: Console) -> bool:
    """Show what learners of a hub must not get at; say whether all of it is kept from them.

    Raises
    ------
    SettingsError : when the settings cannot be used, or it cannot be tried here.
    """
    findings = exposure(read_settings(settings))
    if as_json:
        typer.echo(json.dumps([vars(finding) for finding in findings]))
    else:
        console.print(_exposure_table(findings))
    return all(finding.kept for finding in findings)


def _layers_table(layers: list[Layer]) -> Table:
    """Show each layer: whether it holds, what was seen, and whether grading needs it."""
    table = _table("The layers that contain learners' code", "Layer", "Holds", "What was seen")
    table.add_column("Required")
    for layer in layers:
        required = "yes" if layer.required else "no"
        table.add_row(layer.name, _yes_or_no(layer.holds), layer.detail, required)
    return table


def _exposure_table(findings: list[Finding]) -> Table:
    table = _table("What learners must not get at", "What", "Is kept from them", "What was seen")
    for finding in findings:
        table.add_row(finding.what, _yes_or_no(finding.kept), finding.detail)
    return table


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _yes_or_no(good: bool) -> Text:
    return Text("yes", style="green") if good else Text("no", style="red")


def _python_sentence() -> str:
    """Say which Python grades here, and which one learners should have."""
    version = "{}.{}".format(*sys.version_info)
    return (
        f"Learners' code is run with Python {version} here. Let learners have Python {version}, "
        "too: in a later one they may write what this one does not understand."
    )
