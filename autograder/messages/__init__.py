"""Every sentence that people read about a result, addressed by id so that it can be translated."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

LANGUAGE = "en"


@dataclass(frozen=True)
class Message:
    """A sentence by its id, with the values that fill its gaps."""

    id: str
    values: dict[str, str | int | float] = field(default_factory=dict)

    def __str__(self) -> str:
        return catalogue(LANGUAGE)[self.id].format(**self.values)


@cache
def catalogue(language: str) -> dict[str, str]:
    """Read the sentences of one language: id → text with `{gaps}`."""
    text = files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return {
        f"{section}.{key}": sentence
        for section, sentences in tomllib.loads(text).items()
        for key, sentence in sentences.items()
    }
