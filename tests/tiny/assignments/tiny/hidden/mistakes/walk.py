"""Known mistakes of `walk` that are no edits."""

from __future__ import annotations

from typing import Any

from solutions.tiny import walk


def steps_from_the_end(x: Any, h: Any, w: Any) -> Any:
    return walk(x[::-1], h, w)
