"""The state of the sandbox as a table."""

from __future__ import annotations

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
