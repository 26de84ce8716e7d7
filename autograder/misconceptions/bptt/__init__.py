"""Known mistakes in `bptt`, as real learners make them."""

from autograder.misconceptions.bptt import (
    checkpointed_bptt,
    chunked_bptt,
    hidden_gradient,
    linear_rnn_backward,
    linear_rnn_forward,
    linear_rnn_loss,
    randomized_bptt,
    rtrl,
    sample_truncation,
    unroll_recurrence,
    windowed_bptt,
)

__all__ = [
    "checkpointed_bptt",
    "chunked_bptt",
    "hidden_gradient",
    "linear_rnn_backward",
    "linear_rnn_forward",
    "linear_rnn_loss",
    "randomized_bptt",
    "rtrl",
    "sample_truncation",
    "unroll_recurrence",
    "windowed_bptt",
]
