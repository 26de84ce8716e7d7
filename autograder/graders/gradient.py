"""Gradient checks: a backward against finite differences of its own forward.

Along a random direction `v`, the slope `(f(x + hv) - f(x - hv)) / 2h` must equal `⟨∂f/∂x, v⟩`
(Nocedal and Wright, *Numerical Optimization*, 2006, §8.1). Directions cost two calls of the
forward each, however many numbers there are; single elements would cost two calls for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.compare.difference import difference, size_in_words
from autograder.compare.distance import norm_ratio
from autograder.compare.tolerance import BENDS, DEPENDS, GRADIENT_CHECK
from autograder.graders.code import Code
from autograder.graders.exercise import Array, Case, Forward
from autograder.graders.leaves import Path, at, leaves, replaced, titled
from autograder.messages import Message

DIRECTIONS = 4


@np.errstate(all="ignore")  # a wrong forward may well give log(0), a wrong gradient infinity
def gradient_difference(
    forward: Forward,
    code: Code,
    case: Case,
    gradients: Mapping[str, Any],
    outputs: tuple[str, ...],
) -> Message | None:
    """Compare the named gradients with finite differences of the code's own forward.

    Returns
    -------
    A sentence about the first that disagrees, or None.
    """
    inputs = forward.inputs(case)
    where = str(Message("where.case", {"title": case.title}))
    for path, value in leaves(inputs):
        if path[0] not in outputs:
            continue
        gradient = at(gradients, path)
        misshapen = difference(titled(path), gradient, np.zeros_like(value), 2.0, where)
        if misshapen is not None:
            return misshapen
        distance = _smallest_excess(forward, code, case, path, gradient)
        if distance is not None:
            size = str(size_in_words(distance))
            values = {"output": titled(path), "forward": forward.name, "size": size}
            return Message("wrong.gradient_check", dict(values))
    return None


@np.errstate(all="ignore")
def is_substantial(forward: Forward, code: Code, case: Case) -> bool:
    """Say whether a forward really depends on each of its inputs, and not just linearly.

    Otherwise the gradient of a constant would earn what the gradient of the network earns.
    """
    inputs = forward.inputs(case)
    bends = False
    for path, value in leaves(inputs):
        direction = _directions(value, 1)[0]
        after, before = (
            _evaluate(forward, code, case, path, step * direction) for step in (0.5, -0.5)
        )
        here = forward.objective(code, case, inputs)
        if abs(after - before) <= DEPENDS * (1 + abs(here)):
            return False
        bends = bends or abs(after - 2 * here + before) > BENDS * abs(after - before)
    return bends


def _smallest_excess(
    forward: Forward,
    code: Code,
    case: Case,
    path: Path,
    gradient: Array,
) -> float | None:
    """Return None when slopes and gradient agree at some step size, else how far they are off."""
    directions = _directions(at(forward.inputs(case), path), DIRECTIONS)
    claimed = [float(np.sum(np.asarray(gradient, np.float64) * v)) for v in directions]
    distances = []
    for step, threshold in GRADIENT_CHECK:
        slopes = [
            (
                _evaluate(forward, code, case, path, step * v)
                - _evaluate(forward, code, case, path, -step * v)
            )
            / (2 * step)
            for v in directions
        ]
        distances.append(norm_ratio(claimed, slopes))
        if distances[-1] <= threshold:
            return None
    return min(distances)


def _evaluate(forward: Forward, code: Code, case: Case, path: Path, change: Array) -> float:
    inputs = forward.inputs(case)
    return forward.objective(code, case, replaced(inputs, path, at(inputs, path) + change))


def _directions(array: Array, count: int) -> list[Array]:
    generator = np.random.default_rng(array.size)
    return [generator.standard_normal(array.shape) for _ in range(count)]
