"""Known mistakes in `gru_backward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.gates import Array, Arrays, gru_backward, gru_cell_backward, gru_forward


@misconception("gru_backward")
def later_hidden_gradient_dropped(dh: Array, caches: Any) -> Arrays:
    """A hidden state feeds its own step's loss and the next step. Does your gradient count both?"""
    dh_later = np.zeros_like(dh[:, :, 0])
    steps: list[Arrays] = []
    for t in reversed(range(dh.shape[2])):
        step = gru_cell_backward(dh[:, :, t], caches[t])
        dh_later = step["dh_prev"]
        steps.append(step)
    dx = np.stack([step["dx_t"] for step in steps[::-1]], axis=2)
    names = [name for name in steps[0] if name not in ("dx_t", "dh_prev")]
    return {"dx": dx, "dh0": dh_later} | {
        k: np.sum([step[k] for step in steps], axis=0) for k in names
    }


@misconception("gru_backward")
def later_gradient_added_twice(dh: Array, caches: Any) -> Arrays:
    """The gradient that comes back from the next step enters once. How often do you add it?"""
    dh_later = np.zeros_like(dh[:, :, 0])
    steps: list[Arrays] = []
    for t in reversed(range(dh.shape[2])):
        step = gru_cell_backward(dh[:, :, t] + 2 * dh_later, caches[t])
        dh_later = step["dh_prev"]
        steps.append(step)
    dx = np.stack([step["dx_t"] for step in steps[::-1]], axis=2)
    names = [name for name in steps[0] if name not in ("dx_t", "dh_prev")]
    return {"dx": dx, "dh0": dh_later} | {
        k: np.sum([step[k] for step in steps], axis=0) for k in names
    }


@misconception("gru_backward")
def hidden_gradient_piles_up(dh: Array, caches: Any) -> Arrays:
    """`dh_prev` of a step is all that comes back from the steps after it. Do you add it to
    something, or replace that?
    """
    dh_later = np.zeros_like(dh[:, :, 0])
    steps: list[Arrays] = []
    for t in reversed(range(dh.shape[2])):
        step = gru_cell_backward(dh[:, :, t] + dh_later, caches[t])
        dh_later = dh_later + step["dh_prev"]
        steps.append(step)
    dx = np.stack([step["dx_t"] for step in steps[::-1]], axis=2)
    names = [name for name in steps[0] if name not in ("dx_t", "dh_prev")]
    return {"dx": dx, "dh0": dh_later} | {
        k: np.sum([step[k] for step in steps], axis=0) for k in names
    }


@misconception("gru_backward")
def own_loss_of_earlier_steps_dropped(dh: Array, caches: Any) -> Arrays:
    """Only the last step's own loss arrives. Where do the others enter?"""
    only_last = np.zeros_like(dh)
    only_last[:, :, -1] = dh[:, :, -1]
    return gru_backward(only_last, caches)


@misconception("gru_backward")
def time_runs_forwards(dh: Array, caches: Any) -> Arrays:
    """Which step must be finished before the gradient of its predecessor is known?"""
    dh_later = np.zeros_like(dh[:, :, 0])
    steps: list[Arrays] = []
    for t in range(dh.shape[2]):
        step = gru_cell_backward(dh[:, :, t] + dh_later, caches[t])
        dh_later = step["dh_prev"]
        steps.append(step)
    dx = np.stack([step["dx_t"] for step in steps], axis=2)
    names = [name for name in steps[0] if name not in ("dx_t", "dh_prev")]
    return {"dx": dx, "dh0": dh_later} | {
        k: np.sum([step[k] for step in steps], axis=0) for k in names
    }


@misconception("gru_backward")
def parameters_of_the_first_step_only(dh: Array, caches: Any) -> Arrays:
    """The same parameters work at every step. What happens to the gradients of the others?"""
    dh_later = np.zeros_like(dh[:, :, 0])
    steps: list[Arrays] = []
    for t in reversed(range(dh.shape[2])):
        step = gru_cell_backward(dh[:, :, t] + dh_later, caches[t])
        dh_later = step["dh_prev"]
        steps.append(step)
    dx = np.stack([step["dx_t"] for step in steps[::-1]], axis=2)
    first = steps[-1]
    names = [name for name in first if name not in ("dx_t", "dh_prev")]
    return {"dx": dx, "dh0": dh_later} | {k: first[k] for k in names}


@misconception("gru_backward")
def parameters_averaged_over_time(dh: Array, caches: Any) -> Arrays:
    """The loss is a sum over steps. Is the gradient of a sum a mean?"""
    gradients = gru_backward(dh, caches)
    states = ("dx", "dh0")
    return {k: v if k in states else v / dh.shape[2] for k, v in gradients.items()}


@misconception("gru_backward")
def input_gradients_in_reverse_order(dh: Array, caches: Any) -> Arrays:
    """You walk from the last step to the first. In which order must `dx` be put together?"""
    gradients = gru_backward(dh, caches)
    return {**gradients, "dx": gradients["dx"][:, :, ::-1]}


@misconception("gru_backward")
def input_gradients_summed(dh: Array, caches: Any) -> Arrays:
    """Each input is used at its own step only. Is there anything to sum?"""
    gradients = gru_backward(dh, caches)
    return {
        **gradients,
        "dx": np.repeat(gradients["dx"].sum(axis=2, keepdims=True), dh.shape[2], axis=2),
    }


@misconception("gru_backward")
def caches_off_by_one(dh: Array, caches: Any) -> Arrays:
    """The gradient at step t needs what the forward kept at step t. Count the indices once more."""
    return gru_backward(dh, [caches[max(t - 1, 0)] for t in range(dh.shape[2])])


@misconception("gru_backward")
def stops_before_the_first_step(dh: Array, caches: Any) -> Arrays:
    """How many steps back are there in a sequence of T steps? Count the rounds of your loop."""
    dh_later = np.zeros_like(dh[:, :, 0])
    steps: list[Arrays] = []
    for t in reversed(range(min(1, dh.shape[2] - 1), dh.shape[2])):
        step = gru_cell_backward(dh[:, :, t] + dh_later, caches[t])
        dh_later = step["dh_prev"]
        steps.append(step)
    inputs = [step["dx_t"] for step in steps[::-1]]
    inputs = [np.zeros_like(inputs[0])] * (dh.shape[2] - len(steps)) + inputs
    dx = np.stack(inputs, axis=2)
    names = [name for name in steps[0] if name not in ("dx_t", "dh_prev")]
    return {"dx": dx, "dh0": dh_later} | {
        k: np.sum([step[k] for step in steps], axis=0) for k in names
    }


@misconception("gru_forward", shows_in="gru_backward")
def every_cache_is_the_last(x: Array, h0: Array, parameters: Arrays) -> tuple[Array, Any]:
    """Your forward's results are right, but all its caches hold the last step: is an array
    shared?
    """
    h, caches = gru_forward(x, h0, parameters)
    return h, [caches[-1]] * len(caches)
