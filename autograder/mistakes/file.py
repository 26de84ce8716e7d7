"""A file of known mistakes: what shows in one exercise."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.mistakes.edit import Edit
from autograder.mistakes.mistake import Mistake, MistakeError

OF_A_MISTAKE = {"hint", "function", "replace", "by", "edits"}
OF_AN_EDIT = {"replace", "by"}


def read(assignment: str, file: Path) -> tuple[Mistake, ...]:
    """Read the mistakes of a file, in the order in which they are written.

    Raises
    ------
    MistakeError : when something is missing or not known.
    """
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MistakeError(file, str(error)) from None
    return tuple(_mistake(assignment, file, name, table) for name, table in tables.items())


def _mistake(assignment: str, file: Path, name: str, table: Mapping[str, Any]) -> Mistake:
    hint, function = table.get("hint", ""), table.get("function", file.stem)
    mistake = Mistake(assignment, file, name, file.stem, function, hint)
    _refuse_others(mistake, table, OF_A_MISTAKE)
    if not hint:
        raise mistake.error("it has no hint")
    tables = table.get("edits", [])
    if OF_AN_EDIT & table.keys():
        tables = [*tables, {key: table[key] for key in OF_AN_EDIT & table.keys()}]
    if not tables and not file.with_suffix(".py").exists():
        raise mistake.error(f"it replaces nothing, and there is no {file.stem}.py with a function")
    return replace(mistake, edits=tuple(_edit(mistake, table) for table in tables))


def _edit(mistake: Mistake, table: Mapping[str, Any]) -> Edit:
    _refuse_others(mistake, table, OF_AN_EDIT)
    if missing := OF_AN_EDIT - table.keys():
        raise mistake.error(f"an edit has no {missing.pop()!r}")
    return Edit(table["replace"].removesuffix("\n"), table["by"].removesuffix("\n"))


def _refuse_others(mistake: Mistake, table: Mapping[str, Any], known: set[str]) -> None:
    if others := table.keys() - known:
        raise mistake.error(f"there is no key {min(others)!r}")
