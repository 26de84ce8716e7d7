"""Known mistakes in `lstm_backward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.gates import Array, Arrays, lstm_backward, lstm_cell_backward, lstm_forward


@misconception("lstm_backward")
def later_hidden_gradient_dropped(dh: Array, caches: Any) -> Arrays:
    """A hidden state feeds its own step's loss and the next step. Does your gradient count both?"""
    dh_later, dc_later = np.zeros_like(dh[:, :, 0]), np.zeros_like(dh[:, :, 0])
    steps: list[Arrays] = []
    for t in reversed(range(dh.shape[2])):
        step = lstm_cell_backward(dh[:, :, t], dc_later, caches[t])
        dh_later, dc_later = step["dh_prev"], step["dc_prev"]
        steps.append(step)
    dx = np.stack([step["dx_t"] for step in steps[::-1]], axis=2)
    names = [name for name in steps[0] if name not in ("dx_t", "dh_prev", "dc_prev")]
    return {"dx": dx, "dh0": dh_later, "dc0": dc_later} | {
        k: np.sum([step[k] for step in steps], axis=0) for k in names
    }


@misconception("lstm_backward")
def later_cell_gradient_dropped(dh: Array, caches: Any) -> Arrays:
    """Two gradients come back from every later step. Do you hand on both of them?"""
    dh_later, dc_later = np.zeros_like(dh[:, :, 0]), np.zeros_like(dh[:, :, 0])
    steps: list[Arrays] = []
    for t in reversed(range(dh.shape[2])):
        step = lstm_cell_backward(dh[:, :, t] + dh_later, np.zeros_like(dc_later), caches[t])
        dh_later, dc_later = step["dh_prev"], step["dc_prev"]
        steps.append(step)
    dx = np.stack([step["dx_t"] for step in steps[::-1]], axis=2)
    names = [name for name in steps[0] if name not in ("dx_t", "dh_prev", "dc_prev")]
    return {"dx": dx, "dh0": dh_later, "dc0": dc_later} | {
        k: np.sum([step[k] for step in steps], axis=0) for k in names
    }


@misconception("lstm_backward")
def later_cell_gradient_from_the_hidden_one(dh: Array, caches: Any) -> Arrays:
    """The gradients of the two states come back separately. Which of them do you pass as which?"""
    dh_later, dc_later = np.zeros_like(dh[:, :, 0]), np.zeros_like(dh[:, :, 0])
    steps: list[Arrays] = []
    for t in reversed(range(dh.shape[2])):
        step = lstm_cell_backward(dh[:, :, t] + dh_later, dc_later, caches[t])
        dh_later = dc_later = step["dh_prev"]
        steps.append(step)
    dx = np.stack([step["dx_t"] for step in steps[::-1]], axis=2)
    names = [name for name in steps[0] if name not in ("dx_t", "dh_prev", "dc_prev")]
    return {"dx": dx, "dh0": dh_later, "dc0": dc_later} | {
        k: np.sum([step[k] for step in steps], axis=0) for k in names
    }


@misconception("lstm_backward")
def cell_gradient_starts_with_the_loss(dh: Array, caches: Any) -> Arrays:
    """Only hidden states meet a loss directly. What reaches the last cell state from later
    steps?
    """
    dh_later, dc_later = np.zeros_like(dh[:, :, 0]), dh[:, :, -1]
    steps: list[Arrays] = []
    for t in reversed(range(dh.shape[2])):
        step = lstm_cell_backward(dh[:, :, t] + dh_later, dc_later, caches[t])
        dh_later, dc_later = step["dh_prev"], step["dc_prev"]
        steps.append(step)
    dx = np.stack([step["dx_t"] for step in steps[::-1]], axis=2)
    names = [name for name in steps[0] if name not in ("dx_t", "dh_prev", "dc_prev")]
    return {"dx": dx, "dh0": dh_later, "dc0": dc_later} | {
        k: np.sum([step[k] for step in steps], axis=0) for k in names
    }


@misconception("lstm_backward")
def later_gradients_swapped(dh: Array, caches: Any) -> Arrays:
    """The gradients of the two states come back separately. Which of them do you pass as which?"""
    dh_later, dc_later = np.zeros_like(dh[:, :, 0]), np.zeros_like(dh[:, :, 0])
    steps: list[Arrays] = []
    for t in reversed(range(dh.shape[2])):
        step = lstm_cell_backward(dh[:, :, t] + dh_later, dc_later, caches[t])
        dc_later, dh_later = step["dh_prev"], step["dc_prev"]
        steps.append(step)
    dx = np.stack([step["dx_t"] for step in steps[::-1]], axis=2)
    names = [name for name in steps[0] if name not in ("dx_t", "dh_prev", "dc_prev")]
    return {"dx": dx, "dh0": dh_later, "dc0": dc_later} | {
        k: np.sum([step[k] for step in steps], axis=0) for k in names
    }


@misconception("lstm_backward")
def initial_gradients_swapped(dh: Array, caches: Any) -> Arrays:
    """What is left after the first step belongs to two different states. Which is which?"""
    gradients = lstm_backward(dh, caches)
    return {**gradients, "dh0": gradients["dc0"], "dc0": gradients["dh0"]}


@misconception("lstm_backward")
def cell_gradient_piles_up(dh: Array, caches: Any) -> Arrays:
    """`dc_prev` of a step is all that reaches the cell state before it. Do you add it to
    something, or replace that?
    """
    dh_later, dc_later = np.zeros_like(dh[:, :, 0]), np.zeros_like(dh[:, :, 0])
    steps: list[Arrays] = []
    for t in reversed(range(dh.shape[2])):
        step = lstm_cell_backward(dh[:, :, t] + dh_later, dc_later, caches[t])
        dh_later, dc_later = step["dh_prev"], dc_later + step["dc_prev"]
        steps.append(step)
    dx = np.stack([step["dx_t"] for step in steps[::-1]], axis=2)
    names = [name for name in steps[0] if name not in ("dx_t", "dh_prev", "dc_prev")]
    return {"dx": dx, "dh0": dh_later, "dc0": dc_later} | {
        k: np.sum([step[k] for step in steps], axis=0) for k in names
    }


@misconception("lstm_backward")
def later_gradient_added_twice(dh: Array, caches: Any) -> Arrays:
    """The gradient that comes back from the next step enters once. How often do you add it?"""
    dh_later, dc_later = np.zeros_like(dh[:, :, 0]), np.zeros_like(dh[:, :, 0])
    steps: list[Arrays] = []
    for t in reversed(range(dh.shape[2])):
        step = lstm_cell_backward(dh[:, :, t] + 2 * dh_later, dc_later, caches[t])
        dh_later, dc_later = step["dh_prev"], step["dc_prev"]
        steps.append(step)
    dx = np.stack([step["dx_t"] for step in steps[::-1]], axis=2)
    names = [name for name in steps[0] if name not in ("dx_t", "dh_prev", "dc_prev")]
    return {"dx": dx, "dh0": dh_later, "dc0": dc_later} | {
        k: np.sum([step[k] for step in steps], axis=0) for k in names
    }


@misconception("lstm_backward")
def hidden_gradient_piles_up(dh: Array, caches: Any) -> Arrays:
    """`dh_prev` of a step is all that comes back from the steps after it. Do you add it to
    something, or replace that?
    """
    dh_later, dc_later = np.zeros_like(dh[:, :, 0]), np.zeros_like(dh[:, :, 0])
    steps: list[Arrays] = []
    for t in reversed(range(dh.shape[2])):
        step = lstm_cell_backward(dh[:, :, t] + dh_later, dc_later, caches[t])
        dh_later, dc_later = dh_later + step["dh_prev"], step["dc_prev"]
        steps.append(step)
    dx = np.stack([step["dx_t"] for step in steps[::-1]], axis=2)
    names = [name for name in steps[0] if name not in ("dx_t", "dh_prev", "dc_prev")]
    return {"dx": dx, "dh0": dh_later, "dc0": dc_later} | {
        k: np.sum([step[k] for step in steps], axis=0) for k in names
    }


@misconception("lstm_backward")
def own_loss_of_earlier_steps_dropped(dh: Array, caches: Any) -> Arrays:
    """Only the last step's own loss arrives. Where do the others enter?"""
    only_last = np.zeros_like(dh)
    only_last[:, :, -1] = dh[:, :, -1]
    return lstm_backward(only_last, caches)


@misconception("lstm_backward")
def time_runs_forwards(dh: Array, caches: Any) -> Arrays:
    """Which step must be finished before the gradient of its predecessor is known?"""
    dh_later, dc_later = np.zeros_like(dh[:, :, 0]), np.zeros_like(dh[:, :, 0])
    steps: list[Arrays] = []
    for t in range(dh.shape[2]):
        step = lstm_cell_backward(dh[:, :, t] + dh_later, dc_later, caches[t])
        dh_later, dc_later = step["dh_prev"], step["dc_prev"]
        steps.append(step)
    dx = np.stack([step["dx_t"] for step in steps], axis=2)
    names = [name for name in steps[0] if name not in ("dx_t", "dh_prev", "dc_prev")]
    return {"dx": dx, "dh0": dh_later, "dc0": dc_later} | {
        k: np.sum([step[k] for step in steps], axis=0) for k in names
    }


@misconception("lstm_backward")
def parameters_of_the_first_step_only(dh: Array, caches: Any) -> Arrays:
    """The same parameters work at every step. What happens to the gradients of the others?"""
    dh_later, dc_later = np.zeros_like(dh[:, :, 0]), np.zeros_like(dh[:, :, 0])
    steps: list[Arrays] = []
    for t in reversed(range(dh.shape[2])):
        step = lstm_cell_backward(dh[:, :, t] + dh_later, dc_later, caches[t])
        dh_later, dc_later = step["dh_prev"], step["dc_prev"]
        steps.append(step)
    dx = np.stack([step["dx_t"] for step in steps[::-1]], axis=2)
    first = steps[-1]
    names = [name for name in first if name not in ("dx_t", "dh_prev", "dc_prev")]
    return {"dx": dx, "dh0": dh_later, "dc0": dc_later} | {k: first[k] for k in names}


@misconception("lstm_backward")
def parameters_averaged_over_time(dh: Array, caches: Any) -> Arrays:
    """The loss is a sum over steps. Is the gradient of a sum a mean?"""
    gradients = lstm_backward(dh, caches)
    states = ("dx", "dh0", "dc0")
    return {k: v if k in states else v / dh.shape[2] for k, v in gradients.items()}


@misconception("lstm_backward")
def input_gradients_in_reverse_order(dh: Array, caches: Any) -> Arrays:
    """You walk from the last step to the first. In which order must `dx` be put together?"""
    gradients = lstm_backward(dh, caches)
    return {**gradients, "dx": gradients["dx"][:, :, ::-1]}


@misconception("lstm_backward")
def input_gradients_summed(dh: Array, caches: Any) -> Arrays:
    """Each input is used at its own step only. Is there anything to sum?"""
    gradients = lstm_backward(dh, caches)
    return {
        **gradients,
        "dx": np.repeat(gradients["dx"].sum(axis=2, keepdims=True), dh.shape[2], axis=2),
    }


@misconception("lstm_backward")
def caches_off_by_one(dh: Array, caches: Any) -> Arrays:
    """The gradient at step t needs what the forward kept at step t. Count the indices once more."""
    return lstm_backward(dh, [caches[max(t - 1, 0)] for t in range(dh.shape[2])])


@misconception("lstm_backward")
def stops_before_the_first_step(dh: Array, caches: Any) -> Arrays:
    """How many steps back are there in a sequence of T steps? Count the rounds of your loop."""
    dh_later, dc_later = np.zeros_like(dh[:, :, 0]), np.zeros_like(dh[:, :, 0])
    steps: list[Arrays] = []
    for t in reversed(range(min(1, dh.shape[2] - 1), dh.shape[2])):
        step = lstm_cell_backward(dh[:, :, t] + dh_later, dc_later, caches[t])
        dh_later, dc_later = step["dh_prev"], step["dc_prev"]
        steps.append(step)
    inputs = [step["dx_t"] for step in steps[::-1]]
    inputs = [np.zeros_like(inputs[0])] * (dh.shape[2] - len(steps)) + inputs
    dx = np.stack(inputs, axis=2)
    names = [name for name in steps[0] if name not in ("dx_t", "dh_prev", "dc_prev")]
    return {"dx": dx, "dh0": dh_later, "dc0": dc_later} | {
        k: np.sum([step[k] for step in steps], axis=0) for k in names
    }


@misconception("lstm_forward", shows_in="lstm_backward")
def every_cache_is_the_last(
    x: Array, h0: Array, c0: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """Your forward's results are right, but all its caches hold the last step: is an array
    shared?
    """
    h, c, caches = lstm_forward(x, h0, c0, parameters)
    return h, c, [caches[-1]] * len(caches)
