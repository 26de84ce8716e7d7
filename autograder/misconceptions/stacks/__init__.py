"""Known mistakes in `stacks`, as real learners make them.

The docstring of a mistake is the hint that the learner reads: it names the idea that is missing.
"""

from autograder.misconceptions.stacks import (
    bidirectional_backward,
    bidirectional_forward,
    dense_backward,
    dense_forward,
    highway_backward,
    highway_forward,
    residual_backward,
    residual_forward,
    shortcut_gradient_norms,
    stacked_backward,
    stacked_forward,
)

__all__ = [
    "bidirectional_backward",
    "bidirectional_forward",
    "dense_backward",
    "dense_forward",
    "highway_backward",
    "highway_forward",
    "residual_backward",
    "residual_forward",
    "shortcut_gradient_norms",
    "stacked_backward",
    "stacked_forward",
]
