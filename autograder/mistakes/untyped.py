"""Functions as learners write them: without types."""

from __future__ import annotations

import ast
import copy
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

Cut = tuple[int, int, int]  # a line of the file, and the bytes of it that are left out


@dataclass(frozen=True)
class Untyped:
    """A function without types and decorators; its body starts at the margin."""

    signature: str
    docstring: str
    body: str

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of what the function is given."""
        (function,) = ast.parse(f"{self.signature} pass").body
        assert isinstance(function, ast.FunctionDef)
        return tuple(argument.arg for argument in function.args.args)

    @property
    def text(self) -> str:
        """The function without its docstring."""
        return f"{self.signature}\n{textwrap.indent(self.body, '    ')}"


@cache
def untyped(file: Path) -> dict[str, Untyped]:
    """Return the functions of a file by their names."""
    text = file.read_bytes()
    return {
        node.name: Untyped(
            signature(node), ast.get_docstring(node) or "", _body(node, text.splitlines())
        )
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef)
    }


def signature(function: ast.FunctionDef) -> str:
    """Return the first line of a function."""
    arguments = copy.deepcopy(function.args)
    for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
        argument.annotation = None
    return f"def {function.name}({ast.unparse(arguments)}):"


def _body(function: ast.FunctionDef, lines: list[bytes]) -> str:
    statements = function.body[ast.get_docstring(function) is not None :]
    for statement in statements:
        for number, start, end in sorted(_types(statement, lines), reverse=True):
            lines[number] = lines[number][:start] + lines[number][end:]
    body = b"\n".join(lines[statements[0].lineno - 1 : function.end_lineno])
    return textwrap.dedent(body.decode()) + "\n"


def _types(statement: ast.stmt, lines: list[bytes]) -> Iterator[Cut]:
    """Yield where types stand in a statement; each stands on one line."""
    for node in ast.walk(statement):
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            yield _cut(node.annotation, node.target.end_col_offset)
        elif isinstance(node, ast.arg) and node.annotation is not None:
            yield _cut(node.annotation, node.col_offset + len(node.arg.encode()))
        elif isinstance(node, ast.FunctionDef) and node.returns is not None:
            before = lines[node.returns.lineno - 1][: node.returns.col_offset]
            yield _cut(node.returns, len(before[: before.rindex(b"->")].rstrip()))


def _cut(annotation: ast.expr, start: int | None) -> Cut:
    assert start is not None
    assert annotation.end_col_offset is not None
    return annotation.lineno - 1, start, annotation.end_col_offset
