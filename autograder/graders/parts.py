"""The parts of an answer, each of which can be right or wrong by itself."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from autograder.compare.difference import NUMERIC_KINDS, same_answer
from autograder.graders.leaves import Path, at, leaves

Part = tuple[str, str]  # an output, and the name of an entry where it has some
Parts = frozenset[Part]
Places = Mapping[Part, list[Path]]
Sizes = Mapping[Part, float | None]


def places(outputs: Mapping[str, Any]) -> Places:
    """Return the parts of right outputs, and where their values stand."""
    found: dict[Part, list[Path]] = {}
    for path, _ in leaves(outputs):
        keys = [key for key in path[1:] if isinstance(key, str)]
        found.setdefault((str(path[0]), keys[-1] if keys else ""), []).append(path)
    return found


def same_part(one: Any, other: Any, paths: Iterable[Path], threshold: float) -> bool:
    """Say whether two answers have the same values at these places."""
    for path in paths:
        a, b = at(one, path), at(other, path)
        if a is None and b is None:  # neither is made of what it should be made of
            a, b = one.get(path[0]), other.get(path[0])
        if not same_answer(a, b, threshold):
            return False
    return True


def sizes(outputs: Any, places: Places) -> Sizes:
    """Return the norm of each part; None where it holds something else than finite numbers."""
    return {part: _norm(outputs, paths) for part, paths in places.items()}


def alike_in_size(one: float | None, other: float | None, threshold: float) -> bool:
    """Say whether parts of these norms may be the same, whose norm ratio takes longer."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= threshold * (one + other)


@np.errstate(all="ignore")  # the largest numbers have no norm
def _norm(outputs: Any, paths: Iterable[Path]) -> float | None:
    total = 0.0
    for path in paths:
        values = at(outputs, path)
        if not isinstance(values, int | float | np.ndarray | np.generic):
            return None
        values = np.asarray(values)
        if values.dtype.kind not in NUMERIC_KINDS:
            return None
        total = math.hypot(total, float(np.linalg.norm(values.astype(np.float64))))
    return total if math.isfinite(total) else None
