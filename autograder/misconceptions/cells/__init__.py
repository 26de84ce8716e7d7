"""Known mistakes in `cells`, as real learners make them.

Each docstring of a mistake is the hint that the learner reads: it names the idea that is missing.
"""

from autograder.misconceptions.cells import (
    output_backward,
    rnn_backward,
    rnn_cell_backward,
    rnn_cell_forward,
    rnn_forward,
    rnn_loss_and_gradients,
    softmax,
)

__all__ = [
    "output_backward",
    "rnn_backward",
    "rnn_cell_backward",
    "rnn_cell_forward",
    "rnn_forward",
    "rnn_loss_and_gradients",
    "softmax",
]
