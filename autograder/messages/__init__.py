"""Every sentence that people read about a result, addressed by its id.

A course may say some or all of them in its own words, or in another language: `messages.toml` in
its folder.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from autograder import content

ENGLISH: Final = Path(__file__).with_name("en.toml")

Sentences = Mapping[str, str]  # id → text with `{gaps}`


@dataclass(frozen=True)
class Message:
    """A sentence by its id, with the values that fill its gaps."""

    id: str
    values: dict[str, str | int | float] = field(default_factory=dict)

    def __str__(self) -> str:
        return sentences()[self.id].format(**self.values)


def sentences() -> Sentences:
    """Return all sentences, in the words of the course.

    Raises
    ------
    ContentError : when the course has one that is none of ours, or with other gaps.
    """
    return _sentences(content.messages_file())


@cache
def _sentences(own: Path | None) -> Sentences:
    ours = _read(ENGLISH)
    theirs = {} if own is None else _read(own)
    for name, sentence in theirs.items():
        if name not in ours:
            raise content.ContentError(f"{own}: there is no sentence {name!r}; {ENGLISH} has all.")
        gaps = _gaps(ours[name])
        if _gaps(sentence) != gaps:
            wanted = " ".join(f"{{{gap}}}" for gap in gaps) or "none"
            raise content.ContentError(f"{own}: the gaps of {name!r} should be: {wanted}.")
    return {**ours, **theirs}


def _read(file: Path) -> Sentences:
    try:
        document = tomllib.loads(file.read_text("utf-8"))
        return {
            f"{section}.{key}": str(sentence)
            for section, sentences in document.items()
            for key, sentence in sentences.items()
        }
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise content.ContentError(f"{file} cannot be read: {error}.") from None
    except AttributeError:
        raise content.ContentError(
            f"{file}: every sentence stands in a section, as in {ENGLISH}."
        ) from None


def _gaps(sentence: str) -> list[str]:
    """Return the names in braces; a lone brace is one where they do not match."""
    try:
        return sorted({name for _, name, _, _ in string.Formatter().parse(sentence) if name})
    except ValueError:
        return ["{"]
