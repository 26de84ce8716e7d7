"""Long and odd notebooks: by name, a function that makes one of so many characters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNg"
    "YGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg=="
)
Cells = list[NotebookNode]
LONGEST_TEXT = 3_000  # of such texts, a few are parsed; longer ones are not

MARKDOWN = {
    "backticks": "`", "tildes": "~", "unclosed fences": "```\n`", "TeX environments": r"\begin{a}",
    "TeX brackets": r"\\[", "dollars": "$ a $$", "brackets": "[", "links": "[a](",
    "targets": "](a ", "references": "[a]: b\n", "emphasis": "*a**a", "quotes": "> ",
    "lists": "- ", "headings": "-\n",
    "rows of tables": "|a|b|\n|-|-|\n$", "entities": "&colon;", "tags": "<a ", "pictures": "![](a)",
    "code of an odd language": "```perl\ns{{{\n```\n", "formulas": "$x^2$ ", "blanks": " \n\x0b",
    "macros": r"$\def\a{xx}\def\b{\a\a}\def\c{\b\b}\def\d{\c\c}\d$ ",
}  # fmt: skip
CODE = {
    "continuation lines": "\\\n", "blank lines": " \n", "open strings": "'''\n\"", "calls": "f(",
    "definitions": "def f\n", "numbers": "1_", "decorators": "@a ", "strings of format": 'f"{a',
    "signs": "`?!$",
}  # fmt: skip
HTML = {
    "nested HTML": "<div>", "formats": "<i a=%d><p>", "bold": "<b>", "rows": "<table><tr><td>",
    "items": "<ul><li>", "comments": "<!--", "attributes": "<a b='", "pictures": "<img alt='<img",
    "selections": "<select><table><tr><td>",
}  # fmt: skip
TEXT = {
    "colours": "\x1b[31mx", "broken colours": "\x1b[", "parameters": "\x1b[" + "0;" * 50,
    "tags": "<a>", "returns": "a\r", "lines": "a\n",
}  # fmt: skip


def _of(unit: str, size: int) -> str:
    numbered = (unit.replace("%d", str(number)) for number in range(size // len(unit) + 1))
    return "".join(numbered)[:size]


def _in_one(unit: str) -> Callable[[int], Cells]:
    return lambda size: [new_markdown_cell(_of(unit, size))]


def _in_many(unit: str) -> Callable[[int], Cells]:
    def cells(size: int) -> Cells:
        text = _of(unit, LONGEST_TEXT)
        return [new_markdown_cell(f"{number} {text}") for number in range(size // LONGEST_TEXT + 1)]

    return cells


def _code(unit: str) -> Callable[[int], Cells]:
    return lambda size: [new_code_cell(_of(unit, size))]


def _shown(kind: str, unit: str) -> Callable[[int], Cells]:
    def cells(size: int) -> Cells:
        output = new_output("display_data", data={kind: _of(unit, size)})
        return [new_code_cell("show()", outputs=[output])]

    return cells


def _printed(unit: str) -> Callable[[int], Cells]:
    def cells(size: int) -> Cells:
        output = new_output("stream", name="stdout", text=_of(unit, size))
        error = new_output("error", ename="E", evalue="e", traceback=_of(unit, size).split("\n"))
        return [new_code_cell("show()", outputs=[output, error])]

    return cells


def _outputs(size: int) -> Cells:
    outputs = [new_output("stream", name="stdout", text="a") for _ in range(size // 100)]
    return [new_code_cell("show()", outputs=outputs)]


def _html_in_many(size: int) -> Cells:
    html = _of("<i a=%d><p>", 1_000)
    outputs = [new_output("display_data", data={"text/html": html}) for _ in range(size // 1_000)]
    return [new_code_cell("show()", outputs=outputs)]


def _empty(size: int) -> Cells:
    return [new_code_cell("") for _ in range(size // 50)]


def _short(size: int) -> Cells:
    return [new_markdown_cell(f"_{number}_") for number in range(size // 100)]


def _short_code(size: int) -> Cells:
    return [new_code_cell(f"x = {number}") for number in range(size // 100)]


def _attached(size: int) -> Cells:
    names = [f"{number}.png" for number in range(size // 200)]
    text = "\n".join(f"![](attachment:{name})" for name in names)
    return [new_markdown_cell(text, attachments={name: {"image/png": PIXEL} for name in names})]


def _attached_often(size: int) -> Cells:
    """A picture that is shown many times: the page would be the product of both."""
    data = (PIXEL.rstrip("=") * (size // len(PIXEL) + 1))[: size // 4 * 4]
    text = "[a]: attachment:a.png\n\n" + "![a] " * min(size // 100, 2_000)
    return [new_markdown_cell(text, attachments={"a.png": {"image/png": data}})]


def _embedded_often(size: int) -> Cells:
    data = (PIXEL.rstrip("=") * (size // len(PIXEL) + 1))[: size // 4 * 4]
    return [new_markdown_cell(f"[a]: data:image/png;base64,{data}\n\n" + "![a] " * 1_000)]


def _metadata(size: int) -> Cells:
    cell = new_code_cell("x = 1")
    nested: dict[str, Any] = {}
    for _ in range(min(size // 100, 300)):
        nested = {"a": [nested] * 1}
    cell.metadata.update(nested, wide=[[]] * (size // 10))
    return [cell]


CASES: dict[str, Callable[[int], Cells]] = {
    **{f"one text of {name}": _in_one(unit) for name, unit in MARKDOWN.items()},
    **{f"texts of {name}": _in_many(unit) for name, unit in MARKDOWN.items()},
    **{f"code of {name}": _code(unit) for name, unit in CODE.items()},
    **{f"HTML of {name}": _shown("text/html", unit) for name, unit in HTML.items()},
    **{f"output of {name}": _printed(unit) for name, unit in TEXT.items()},
    "many outputs": _outputs,
    "much HTML in small parts": _html_in_many,
    "empty cells": _empty,
    "short texts": _short,
    "short code": _short_code,
    "pictures attached": _attached,
    "a picture shown often": _attached_often,
    "an embedded picture shown often": _embedded_often,
    "metadata": _metadata,
}


def brackets(size: int) -> bytes:
    """A file of brackets, with a string of quotes that are escaped, and no end."""
    return b'{"cells": [' + b"[]," * (size // 6) + b'"' + b'\\"' * (size // 4)
