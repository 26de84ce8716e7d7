"""Known mistakes in `gates`, as real learners make them.

Each docstring of a mistake is the hint that the learner reads: it names the idea that is missing.
"""

from autograder.misconceptions.gates import (
    cell_state_jacobian,
    gru_backward,
    gru_cell_backward,
    gru_cell_forward,
    gru_forward,
    lstm_backward,
    lstm_cell_backward,
    lstm_cell_forward,
    lstm_forward,
    parameter_count,
    sigmoid,
)

__all__ = [
    "cell_state_jacobian",
    "gru_backward",
    "gru_cell_backward",
    "gru_cell_forward",
    "gru_forward",
    "lstm_backward",
    "lstm_cell_backward",
    "lstm_cell_forward",
    "lstm_forward",
    "parameter_count",
    "sigmoid",
]
