"""Replacing text of a function: whole words, and lines that keep their indentation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """What is replaced by what.

    The lines of each are written as if the first of them stood at the margin.
    """

    replace: str
    by: str


@dataclass(frozen=True)
class Change:
    """From where to where a text changes, and what stands there then."""

    start: int
    end: int
    text: str


def changes(text: str, edit: Edit) -> list[Change]:
    """Find every place where an edit fits."""
    return [
        Change(start, start + len(replaced), edit.by.replace("\n", f"\n{indentation}"))
        for start, indentation in _lines_with(text, edit.replace.partition("\n")[0])
        if text.startswith(replaced := edit.replace.replace("\n", f"\n{indentation}"), start)
        and not _cuts_a_word(text, start)
        and not _cuts_a_word(text, start + len(replaced))
    ]


def changed(text: str, changes: list[Change]) -> str:
    """Make changes that do not overlap; a line of which nothing is left goes, too."""
    for change in sorted(changes, key=lambda change: change.start, reverse=True):
        text = text[: change.start] + change.text + text[change.end :]
    return "".join(line for line in text.splitlines(keepends=True) if line.strip())


def _lines_with(text: str, wanted: str) -> Iterator[tuple[int, str]]:
    """Yield where a text occurs, and how far its line is indented."""
    start = text.find(wanted)
    while start >= 0:
        line = text[text.rfind("\n", 0, start) + 1 :]
        yield start, line[: len(line) - len(line.lstrip(" "))]
        start = text.find(wanted, start + 1)


def _cuts_a_word(text: str, position: int) -> bool:
    around = text[max(position - 1, 0) : position + 1]
    return len(around) == 2 and all(letter.isalnum() or letter == "_" for letter in around)
