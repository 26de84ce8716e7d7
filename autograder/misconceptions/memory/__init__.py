"""Known mistakes in `memory`.

Each docstring of a mistake is the hint that the learner reads: it names the idea that is missing.
"""

from autograder.misconceptions.memory import (
    accuracy_by_distance,
    batches,
    loss_and_gradients,
    model_backward,
    model_forward,
    new_model,
    one_hot,
    sample,
    train,
)

__all__ = [
    "accuracy_by_distance",
    "batches",
    "loss_and_gradients",
    "model_backward",
    "model_forward",
    "new_model",
    "one_hot",
    "sample",
    "train",
]
