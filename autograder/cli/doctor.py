"""The state of the sandbox as a table, and the Python that learners should have."""

from __future__ import annotations

import sys

from rich.table import Table
from rich.text import Text

from autograder.host import Layer


def layers_table(layers: list[Layer]) -> Table:
    """Show each layer: whether it holds, what was seen, and whether grading needs it."""
    table = Table(title="The layers that contain learners' code")
    for heading in ("Layer", "Holds", "What was seen", "Required"):
        table.add_column(heading, overflow="fold")
    for layer in layers:
        holds = Text("yes", style="green") if layer.holds else Text("no", style="red")
        table.add_row(layer.name, holds, layer.detail, "yes" if layer.required else "no")
    return table


def python_sentence() -> str:
    """Say which Python grades here, and which one learners should have."""
    version = "{}.{}".format(*sys.version_info)
    return (
        f"Learners' code is run with Python {version} here. Let learners have Python {version}, "
        "too: in a later one they may write what this one does not understand."
    )
