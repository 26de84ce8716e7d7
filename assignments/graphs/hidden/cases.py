"""The cases of `graphs`: hidden ones, drawn from the course's secret, and public ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from assignments.graphs.hidden.batches import draw_cross_entropies, draw_linear
from assignments.graphs.hidden.costs import draw_costs
from assignments.graphs.hidden.differences import draw_errors, draw_numerical
from assignments.graphs.hidden.large import draw_large
from assignments.graphs.hidden.networks import draw_deep_backwards, draw_deep_forwards
from assignments.graphs.hidden.single_ops import OPS, draw_bprops, draw_elementwise
from assignments.graphs.hidden.sweeps import draw_backwards, draw_jacobians
from assignments.graphs.hidden.whole_graphs import draw_forwards, draw_orders
from autograder.authoring import Case, Exercise, Random


def draw_cases(exercise: Exercise, secret: bytes) -> list[Case]:
    """Draw the hidden cases of one exercise.

    The first comes once more at the end: the same inputs must give the same outputs. Large ones
    follow the first: whoever fails at them earns nothing for the gradients of the others.
    """
    random = Random(secret, "graphs", exercise.name)
    first, *others = DRAWS[exercise.name](random)
    again = replace(first, title="the first case once more")
    return [first, *draw_large(exercise.name, random), *others, again]


DRAWS: dict[str, Callable[[Random], Iterator[Case]]] = {
    "topological_order": draw_orders,
    "forward": draw_forwards,
    "bprop": draw_bprops,
    "numerical_gradient": draw_numerical,
    "relative_error": draw_errors,
    "backward": draw_backwards,
    "jacobian": draw_jacobians,
    "naive_cost": draw_costs,
    "table_cost": draw_costs,
    "linear_backward": draw_linear,
    "elementwise_backward": draw_elementwise,
    "softmax_cross_entropy": draw_cross_entropies,
    "deep_forward": draw_deep_forwards,
    "deep_backward": draw_deep_backwards,
}

# A learner may look at these: few, small, and of every kind that `check` can judge.
SHOWN = {
    "topological_order": ("a few nodes", "the same parent twice", "a cycle of three"),
    "forward": ("a few nodes", "one of each, in any order", "an input without a value"),
    "bprop": (*(f"{op} of shape (3, 4)" for op in OPS), "a node times itself"),
    "numerical_gradient": ("an array of shape (2, 3)", "a large step"),
    "relative_error": (
        "arrays of shape (2, 4)",
        "two arrays of zeros",
        "two shapes that could be broadcast",
    ),
    "backward": ("a few nodes", "one of each", "an input that plays no part"),
    "jacobian": (
        "a graph on arrays of shape (2, 2)",
        "names that one may think of",
        "an op without a gradient",
    ),
    "naive_cost": ("a chain of 3 diamonds", "the same parent twice"),
    "table_cost": ("a chain of 3 diamonds", "the same parent twice"),
    "linear_backward": ("an ordinary batch", "more inputs than outputs", "a batch of one"),
    "elementwise_backward": (
        *(f"{name} of shape (2, 5)" for name in ("relu", "tanh", "sigmoid")),
        "sigmoid of ±1000",
    ),
    "softmax_cross_entropy": ("an ordinary batch", "a batch of one", "logits of ±1000"),
    "deep_forward": (
        "two hidden layers",
        "a batch of one",
        "no hidden layer",
        "one hidden layer of relu without biases",
    ),
    "deep_backward": (
        "two hidden layers",
        "a batch of one",
        "no hidden layer",
        "one hidden layer, with weight decay",
    ),
}


def public_cases(exercise: Exercise) -> list[Case]:
    """Return the cases that `check` compares with in the notebook."""
    drawn = {case.title: case for case in draw_cases(exercise, b"public")}
    return [drawn[title] for title in SHOWN[exercise.name]]
