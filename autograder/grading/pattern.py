"""Where two arrays differ, in words: at which steps, in which rows, for which of a batch."""

from __future__ import annotations

import numpy as np

from autograder.compare.distance import norm_ratio
from autograder.graders.exercise import Array
from autograder.messages import Message

AXES = {1: ("element",), 2: ("row", "column"), 3: ("row", "example", "step")}
MOST_NAMED = 4  # indices in a sentence


def pattern(given: Array, right: Array, threshold: float) -> str:
    """Say along which axis some of it is right, time first; nothing if all of it is wrong."""
    for axis in reversed(range(right.ndim if right.ndim in AXES else 0)):
        pairs = zip(np.moveaxis(given, axis, 0), np.moveaxis(right, axis, 0), strict=True)
        distances = [norm_ratio(one, other) for one, other in pairs]
        good = [index for index, distance in enumerate(distances) if distance <= threshold]
        if good and len(good) < len(distances):
            return _sentence(AXES[right.ndim][axis], distances, good, threshold)
    return ""


def _sentence(axis: str, distances: list[float], good: list[int], threshold: float) -> str:
    last = len(distances) - 1
    if good == [last] and last > 1 and _grows(distances[::-1]):
        return str(Message("example.fades_back", {"axis": axis}))
    if good == [0] and last > 1 and _grows(distances):
        return str(Message("example.fades_on", {"axis": axis}))
    bad = [index for index in range(last + 1) if distances[index] > threshold]
    few, which = (good, "right") if len(good) <= len(bad) else (bad, "wrong")
    if len(few) > MOST_NAMED:
        return str(Message("example.some", {"axis": axis, "good": len(good), "all": last + 1}))
    named = ", ".join(map(str, few))
    plural = axis if len(few) == 1 else f"{axis}s"
    return str(Message(f"example.only_{which}", {"axis": plural, "indices": named}))


def _grows(distances: list[float]) -> bool:
    return bool((np.diff(distances) >= 0).all())
