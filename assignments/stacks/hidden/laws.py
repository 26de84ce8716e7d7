"""What must hold for padding, whatever stands in it, and for norms that are measured at random.

The norms are judged by their logarithms. From the output of a layer to its input, the logarithm
changes by a random number whose distribution depends on the kind and on the layer's number from
the bottom, not on how many layers there are above. The mean and the standard deviation of each
were measured with the reference's formulas, 12 000 times. The mean over a case's draws must not
differ from them by more than `SURPRISE` standard deviations of such a mean and `SLACK` besides,
layer by layer and over all layers together.

For each of these 57 means, Chernoff's bound, with the moment generating function from as many
measurements, gives the probability that a right answer is farther off. They add up to 1.1e-9: a
right answer fails less than once in a hundred million times.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from assignments.stacks.hidden.recurrent import halves, real_steps, unfilled
from autograder.authoring import (
    ANSWER,
    Array,
    Case,
    Message,
    Path,
    Wrong,
    at,
    leaves,
    norm_ratio,
    real_array,
    titled,
)
from solutions.stacks import bidirectional_backward, bidirectional_forward

Outputs = Mapping[str, Any]

SURPRISE = 7.0
SLACK = 0.005
# How much the logarithm of the norm changes on its way down through each layer, the lowest first:
# the mean and the standard deviation, in this unit.
UNIT = 1e-4
MEANS = {
    "plain": (-8715, -7420, -7110, -7028, -7024, -7019, -7011, -7011, -7022, -6998, -7011, -7005),
    "residual": (787, 764, 737, 713, 684, 664, 635, 607, 593, 568, 548, 528),
    "highway": (-530, -527, -522, -518, -515, -512, -508, -506, -505, -503, -500, -499),
}
DEVIATIONS = {
    "plain": (1012, 900, 892, 890, 888, 897, 889, 897, 889, 884, 894, 897),
    "residual": (473, 468, 458, 455, 450, 444, 431, 424, 419, 413, 412, 403),
    "highway": (76, 73, 69, 65, 63, 60, 57, 55, 53, 51, 49, 47),
}
# The changes of a stack are not quite independent of each other.
TOGETHER = 1.05


def is_zero_in_padding(case: Case, outputs: Outputs) -> None:
    """Demand states that are zero in the padding, and nowhere else."""
    _demand_a_right_half(case, outputs)
    real = np.broadcast_to(real_steps(case), outputs["h"].shape)
    if not np.array_equal(outputs["h"] != 0, real):
        raise _wrong("stacks.not_zero_in_padding", case)


def states_ignore_padding(case: Case, outputs: Outputs) -> None:
    """Demand the same states as with zeros in the padding of x."""
    _demand_a_right_half(case, outputs)
    if norm_ratio(outputs["h"], outputs["unfilled"]) > case.tolerated:
        raise _wrong("stacks.padding_matters", case, output="h")


def gradients_ignore_padding(case: Case, outputs: Outputs) -> None:
    """Demand the same gradients as with zeros in the padding of x and dh, and zeros there in dx."""
    right = _right_gradients(case)
    _demand_a_right_gradient(case, outputs, right)
    for path, distance in _distances(outputs, outputs["unfilled"], right):
        if distance > case.tolerated:
            raise _wrong("stacks.padding_matters", case, output=titled(path))
    if not np.array_equal(outputs["dx"], unfilled(case, outputs["dx"])):
        raise _wrong("stacks.dx_in_padding", case)


def is_typical(case: Case, outputs: Outputs) -> None:
    """Demand norms that change from layer to layer as those of such a stack do, on average."""
    logarithms = np.log(_norms(case, outputs)[:-1])  # the last draw repeats the first
    changes = logarithms[:, :-1] - logarithms[:, 1:]
    draws, layers = changes.shape
    means = UNIT * np.array(MEANS[case.shortcut][:layers])
    deviations = UNIT * np.array(DEVIATIONS[case.shortcut][:layers]) / np.sqrt(draws)
    off = np.abs(changes.mean(axis=0) - means)
    far = np.flatnonzero(off > SURPRISE * deviations + SLACK)
    if far.size:
        raise _wrong("stacks.untypical_layer", case, layer=int(far[-1]) + 1)
    off_together = abs(changes.sum(axis=1).mean() - means.sum())
    if off_together > SURPRISE * TOGETHER * np.linalg.norm(deviations) + SLACK:
        raise _wrong("stacks.untypical_stack", case)


def comes_from_generator(case: Case, outputs: Outputs) -> None:
    """Demand that not all generators give the same norms, but that an equal one does."""
    norms = _norms(case, outputs)
    if np.array_equal(norms, np.broadcast_to(norms[0], norms.shape)):
        raise _wrong("stacks.same_every_time", case)
    if norm_ratio(norms[0], norms[-1]) > ANSWER**2:
        raise _wrong("stacks.not_from_generator", case)


def _demand_a_right_half(case: Case, outputs: Outputs) -> None:
    """Demand that one half is right, lest constant states prove something."""
    x = unfilled(case, case.x)
    right = halves(case, bidirectional_forward(x, case.lengths, case.parameters)[0])
    given = halves(case, outputs["unfilled"])
    if not any(_agree(case, given[name], right[name]) for name in right):
        raise _wrong("stacks.no_half_right", case)


def _right_gradients(case: Case) -> dict[str, Any]:
    x, dh = unfilled(case, case.x), unfilled(case, case.dh)
    cache = bidirectional_forward(x, case.lengths, case.parameters)[1]
    return bidirectional_backward(dh, cache)


def _demand_a_right_gradient(case: Case, outputs: Outputs, right: Outputs) -> None:
    """Demand that dx or the gradients of a layer are right, lest constants prove something."""
    wrong = {
        path[0]
        for path, distance in _distances(outputs["unfilled"], right, right)
        if distance > case.tolerated
    }
    if wrong == set(right):
        raise _wrong("stacks.no_gradient_right", case)


def _distances(one: Outputs, other: Outputs, right: Outputs) -> Iterator[tuple[Path, float]]:
    """Yield how far the arrays of two answers are apart, if they have the right shapes."""
    for path, value in leaves(right):
        a, b = (real_array(titled(path), at(each, path), value.shape) for each in (one, other))
        yield path, norm_ratio(a, b)


def _agree(case: Case, one: Array, other: Array) -> bool:
    return norm_ratio(one, other) <= case.tolerated


def _norms(case: Case, outputs: Outputs) -> Array:
    """Return the norms of all draws, one row for each; the last element of each must be 1."""
    rows = [real_array("norms", row, (case.count + 1,)) for row in outputs["norms"]]
    norms = np.stack(rows).astype(np.float64)
    if not (np.isfinite(norms).all() and (norms > 0).all()):
        raise _wrong("stacks.not_positive", case)
    if np.abs(norms[:, -1] - 1).max() > ANSWER:
        raise _wrong("stacks.not_one", case)
    return norms


def _wrong(id: str, case: Case, **values: str | int) -> Wrong:
    where = str(Message("where.case", {"title": case.title}))
    return Wrong(Message(id, {**values, "where": where}))
