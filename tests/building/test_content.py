"""The engine and the course: what each may know of the other."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
CONTENT = sorted({*PROJECT.glob("assignments/**/*.py")} - {*PROJECT.glob("**/samples/*.py")})


def imported(file: Path) -> set[str]:
    """Return the modules that a file imports from, wherever in it."""
    nodes = list(ast.walk(ast.parse(file.read_bytes())))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("file", CONTENT, ids=lambda file: str(file.relative_to(PROJECT)))
def test_content_uses_of_the_engine_what_is_meant_for_it(file: Path) -> None:
    allowed = {"autograder.authoring"} if "hidden" in file.parts else set()
    of_the_engine = {name for name in imported(file) if name.split(".")[0] == "autograder"}
    assert of_the_engine <= allowed
