"""The body of a function as a tree, whose nodes know where they stand in its text."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cached_property

from autograder.mistakes.edit import Change

Shapes = Mapping[str, tuple[int, ...]]  # of a function's names, and of entries: `W`, `p["W"]`


class Body:
    """A function's body for rules to look at.

    Parameters
    ----------
    text : its lines, of which the first stands at the margin.
    shapes : what is known of the shapes of its names, and of the entries of its dictionaries.
    """

    def __init__(self, text: str, shapes: Shapes) -> None:
        self.text = text
        self.shapes = shapes
        self.tree = ast.parse(text)
        self._lines = text.splitlines(keepends=True)
        self._parents = {
            child: parent
            for parent in ast.walk(self.tree)
            for child in ast.iter_child_nodes(parent)
        }

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All statements and expressions, in the order of the text, the outer ones first."""
        placed = [node for node in ast.walk(self.tree) if isinstance(node, ast.stmt | ast.expr)]
        return tuple(sorted(placed, key=lambda node: (self._span(node)[0], -self._span(node)[1])))

    def source(self, node: ast.AST) -> str:
        """Return the text of a node."""
        start, end = self._span(node)
        return self.text[start:end]

    def replaced(self, node: ast.AST, text: str) -> Change:
        """Return the change that puts a text in the place of a node."""
        return Change(*self._span(node), text)

    def above(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield what a node stands in, from the inside to the outside."""
        while (parent := self._parents.get(node)) is not None:
            yield parent
            node = parent

    def beside(self, statement: ast.stmt) -> tuple[list[ast.stmt], list[ast.stmt]]:
        """Return what comes before a statement in the same block, and what comes after it."""
        parent = self._parents[statement]
        blocks = (getattr(parent, name, []) for name in ("body", "orelse"))
        block = next(block for block in blocks if isinstance(block, list) and statement in block)
        index = block.index(statement)
        return block[:index], block[index + 1 :]

    def margin(self, statement: ast.stmt) -> str:
        """Return the white space before a statement."""
        return " " * statement.col_offset

    @cached_property
    def loops_without_end(self) -> bool:
        """Whether a loop might never end with something else in it."""
        return any(isinstance(node, ast.While) for node in ast.walk(self.tree))

    def _span(self, node: ast.AST) -> tuple[int, int]:
        assert isinstance(node, ast.stmt | ast.expr)
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return (
            self._place(node.lineno, node.col_offset),
            self._place(node.end_lineno, node.end_col_offset),
        )

    def _place(self, line: int, column: int) -> int:
        before = self._lines[line - 1].encode()[:column].decode()
        return sum(map(len, self._lines[: line - 1])) + len(before)
