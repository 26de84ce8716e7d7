"""What lies beside the notebook while it is graded: nothing that solves one of its exercises."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping

WORKBOOK, FIGURES = "workbook.py", "figures.py"

STUB = """\
def {name}(*given, **named):
    raise NotImplementedError("this is an exercise of the notebook: call your own `{name}`")
"""
NO_PICTURE = '''\
"""Stands for the pictures while a notebook is graded."""

from matplotlib.figure import Figure


def not_drawn(*given, **named):
    figure = Figure(figsize=(4, 1))
    figure.text(0.5, 0.5, "not drawn while the notebook is graded", ha="center", va="center")
    return figure


'''


def without_solutions(
    files: Mapping[str, bytes], exercises: Collection[str], drawn: bool = True
) -> dict[str, bytes]:
    """Return files with a stub for whatever solves an exercise; all other code stays as it is.

    A learner's own cells may call what they like of the others, and draw, unless what draws solves
    an exercise, too.
    """
    changed = dict(files)
    if WORKBOOK in files:
        changed[WORKBOOK] = stubbed(files[WORKBOOK], exercises)
    if FIGURES in files and not drawn:
        changed[FIGURES] = _undrawn(files[FIGURES])
    return changed


def stubbed(source: bytes, exercises: Collection[str]) -> bytes:
    """Return a module with a stub in the place of each function that is an exercise."""
    lines = source.decode().splitlines(keepends=True)
    for function in reversed(_functions(source)):
        if function.name in exercises:
            lines[function.lineno - 1 : function.end_lineno] = [STUB.format(name=function.name)]
    return "".join(lines).encode()


def _undrawn(source: bytes) -> bytes:
    names = [f.name for f in _functions(source) if not f.name.startswith("_")]
    if not names:
        return source
    return (NO_PICTURE + "".join(f"{name} = not_drawn\n" for name in names)).encode()


def _functions(source: bytes) -> list[ast.FunctionDef]:
    try:
        parts = ast.parse(source).body
    except SyntaxError:  # whoever compiles it says so
        return []
    return [part for part in parts if isinstance(part, ast.FunctionDef)]
