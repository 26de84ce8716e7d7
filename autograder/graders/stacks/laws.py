"""What must hold for padding, whatever stands in it, and for norms that are measured at random.

The norms are judged by their logarithms. From the output of a layer to its input, the logarithm
changes by a random number whose distribution depends on the kind and on the layer's number from
the bottom, not on how many layers there are above. The mean and the standard deviation of each
were measured with the reference's formulas, 12 000 times. The mean of `count` draws must not
differ from them by more than `SURPRISE` standard deviations of such a mean and `SLACK` besides,
layer by layer and over all layers together.

For each of these 57 means, Chernoff's bound, with the moment generating function from the same
measurement, gives the probability that a right answer is farther off. They add up to less than
{RATE}: that is how often a right answer fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from autograder.compare.distance import norm_ratio
from autograder.compare.tolerance import ANSWER, answer_threshold
from autograder.graders.exercise import Array, Case
from autograder.graders.failure import Wrong
from autograder.graders.leaves import Path, at, leaves, titled
from autograder.graders.outputs import real_array
from autograder.graders.stacks.recurrent import halves, real_steps, unfilled
from autograder.messages import Message
from solutions.stacks import bidirectional_backward, bidirectional_forward

Outputs = Mapping[str, Any]

SURPRISE = 7.0
SLACK = 0.005
# Of the logarithm of the norm, layer by layer from the bottom: how much it changes on average,
# and the standard deviation, in units of 1e-4.
MEANS = {
    "plain": (-8715, -7420, -7110, -7028, -7024, -7019, -7011, -7011, -7022, -6998, -7011, -7005),
    "residual": (787, 764, 737, 713, 684, 664, 635, 607, 593, 568, 548, 528),
    "highway": (-530, -527, -522, -518, -515, -512, -508, -506, -505, -503, -500, -497),
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
    _demand_one_right_half(case, outputs)
    if not np.array_equal(outputs["h"] != 0, np.broadcast_to(real_steps(case), outputs["h"].shape)):
        raise _wrong("stacks.not_zero_in_padding", case)


def states_ignore_padding(case: Case, outputs: Outputs) -> None:
    """Demand the same states as with zeros in the padding of x."""
    is_zero_in_padding(case, outputs)
    if norm_ratio(outputs["h"], outputs["unfilled"]) > answer_threshold(case.depth):
        raise _wrong("stacks.padding_matters", case, output="h")


def gradients_ignore_padding(case: Case, outputs: Outputs) -> None:
    """Demand the same gradients as with zeros in the padding of x and dh, and zeros there in dx."""
    right = _right_gradients(case)
    distances = dict(_distances(outputs, outputs["unfilled"], right))
    for path, distance in distances.items():
        if distance > answer_threshold(case.depth):
            raise _wrong("stacks.padding_matters", case, output=titled(path))
    if not np.array_equal(outputs["dx"], unfilled(case, outputs["dx"])):
        raise _wrong("stacks.dx_in_padding", case)
    right_ones = {name: _is_right(outputs, name, right, case) for name in right}
    if not any(right_ones.values()):
        raise _wrong("stacks.no_gradient_right", case)


def is_typical(case: Case, outputs: Outputs) -> None:
    """Demand norms that change from layer to layer as those of such a stack do, on average."""
    logarithms = np.log(_norms(case, outputs)[: -1])  # the last draw repeats the first
    changes = logarithms[:, :-1] - logarithms[:, 1:]
    draws, layers = changes.shape
    means = np.array(MEANS[case.shortcut][:layers]) * 1e-4
    deviations = np.array(DEVIATIONS[case.shortcut][:layers]) * 1e-4
    far = np.abs(changes.mean(axis=0) - means) - SLACK > SURPRISE * deviations / np.sqrt(draws)
    if far.any():
        layer = int(np.flatnonzero(far)[-1]) + 1
        raise _wrong("stacks.untypical_layer", case, layer=layer)
    total = abs(changes.sum(axis=1).mean() - means.sum()) - SLACK * layers
    if total > SURPRISE * TOGETHER * np.sqrt(np.sum(deviations**2) / draws):
        raise _wrong("stacks.untypical_stack", case)


def comes_from_generator(case: Case, outputs: Outputs) -> None:
    """Demand other norms from other generators, and the same from an equal one."""
    norms = _norms(case, outputs)
    if any(np.allclose(norms[0], row, rtol=1e-6) for row in norms[1:-1]):
        raise _wrong("stacks.same_every_time", case)
    if norm_ratio(norms[0], norms[-1]) > ANSWER:
        raise _wrong("stacks.not_from_generator", case)
