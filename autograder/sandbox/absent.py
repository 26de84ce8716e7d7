"""Packages that are not here: a cell goes on without them, and only what uses them fails.

That is so for imports at the top level of a cell. One within `try` has its own way to go on.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, Final, NoReturn

# What these do has no meaning while grading: mounting a drive, choosing a file.
_ONLY_THERE: Final = frozenset({"google", "google.colab", "kaggle_secrets"})
_HANDLER: Final = "get_ipython().import_left_out(error, {text!r}, {names!r})"


class Absent:
    """Stands for what an import would have bound, and fails as that would have."""

    def __init__(self, error: ModuleNotFoundError) -> None:
        self._error = error

    def __getattr__(self, name: str) -> NoReturn:
        raise ModuleNotFoundError(str(self._error), name=self._error.name)

    def __call__(self, *given: Any, **named: Any) -> NoReturn:
        self.__getattr__("__call__")


class Idle:
    """Stands for what has no meaning while grading: it says so, and does nothing."""

    def __init__(self, name: str, say: Callable[[str], None]) -> None:
        self._name = name
        self._say = say

    def __getattr__(self, name: str) -> Idle:
        if name.startswith("__"):
            raise AttributeError(name)
        return Idle(f"{self._name}.{name}", self._say)

    def __call__(self, *given: Any, **named: Any) -> None:
        self._say(f"{self._name}()")


def stand_in(error: ModuleNotFoundError, name: str, say: Callable[[str], None]) -> Absent | Idle:
    """Return what a name stands for whose import failed."""
    return Idle(name, say) if error.name in _ONLY_THERE else Absent(error)


class ImportsLeftOut(ast.NodeTransformer):
    """Lets a cell go on after an import of something that is not there."""

    def visit_Module(self, module: ast.Module) -> ast.Module:
        """Guard the imports of a cell."""
        module.body = [part for statement in module.body for part in _guarded(statement)]
        return module


def _guarded(statement: ast.stmt) -> list[ast.stmt]:
    if isinstance(statement, ast.Import):
        return [_tried(statement, ast.Import([alias])) for alias in statement.names]
    if isinstance(statement, ast.ImportFrom) and statement.module != "__future__":
        return [_tried(statement, statement)]
    return [statement]


def _tried(written: ast.stmt, guarded: ast.Import | ast.ImportFrom) -> ast.stmt:
    names = [alias.asname or alias.name.partition(".")[0] for alias in guarded.names]
    handler = _HANDLER.format(text=ast.unparse(guarded), names=names)
    tried = ast.parse(f"try: pass\nexcept ModuleNotFoundError as error: {handler}").body[0]
    assert isinstance(tried, ast.Try)
    for part in ast.walk(tried):
        ast.copy_location(part, written)
    tried.body = [ast.fix_missing_locations(ast.copy_location(guarded, written))]
    return tried
