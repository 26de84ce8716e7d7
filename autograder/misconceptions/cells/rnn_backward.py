"""Known mistakes in `rnn_backward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.cells import Array, Arrays, rnn_backward, rnn_cell_backward, rnn_forward


@misconception("rnn_backward")
def later_gradient_dropped(ds: Array, caches: Any) -> Arrays:
    """A state feeds its own step's loss and the next step. Does your gradient count both paths?"""
    steps = [rnn_cell_backward(ds[:, :, t], caches[t]) for t in range(ds.shape[2])]
    return {
        "dx": np.stack([step["dx_t"] for step in steps], axis=2),
        "ds0": steps[0]["ds_prev"],
        "dU": np.sum([step["dU"] for step in steps], axis=0),
        "dW": np.sum([step["dW"] for step in steps], axis=0),
        "dba": np.sum([step["dba"] for step in steps], axis=0),
    }


@misconception("rnn_backward")
def later_gradient_added_twice(ds: Array, caches: Any) -> Arrays:
    """The gradient that comes back from the next step enters once. How often do you add it?"""
    later = np.zeros_like(ds[:, :, 0])
    steps: list[Arrays] = []
    for t in reversed(range(ds.shape[2])):
        steps.insert(0, rnn_cell_backward(ds[:, :, t] + 2 * later, caches[t]))
        later = steps[0]["ds_prev"]
    return {
        "dx": np.stack([step["dx_t"] for step in steps], axis=2),
        "ds0": later,
        "dU": np.sum([step["dU"] for step in steps], axis=0),
        "dW": np.sum([step["dW"] for step in steps], axis=0),
        "dba": np.sum([step["dba"] for step in steps], axis=0),
    }


@misconception("rnn_backward")
def own_loss_of_earlier_steps_dropped(ds: Array, caches: Any) -> Arrays:
    """Only the last step's own loss arrives. Where do the others enter?"""
    only_last = np.zeros_like(ds)
    only_last[:, :, -1] = ds[:, :, -1]
    return rnn_backward(only_last, caches)


@misconception("rnn_backward")
def parameters_of_the_first_step_only(ds: Array, caches: Any) -> Arrays:
    """The same weights work at every step. What happens to the gradients of the others?"""
    later = np.zeros_like(ds[:, :, 0])
    dx = np.zeros((*rnn_cell_backward(later, caches[0])["dx_t"].shape, ds.shape[2]))
    for t in reversed(range(ds.shape[2])):
        step = rnn_cell_backward(ds[:, :, t] + later, caches[t])
        later, dx[:, :, t] = step["ds_prev"], step["dx_t"]
        dU, dW, dba = step["dU"], step["dW"], step["dba"]
    return {"dx": dx, "ds0": later, "dU": dU, "dW": dW, "dba": dba}


@misconception("rnn_backward")
def parameters_averaged_over_time(ds: Array, caches: Any) -> Arrays:
    """The loss is a sum over steps. Is the gradient of a sum a mean?"""
    gradients = rnn_backward(ds, caches)
    return {**gradients, **{name: gradients[name] / ds.shape[2] for name in ("dU", "dW", "dba")}}


@misconception("rnn_backward")
def time_runs_forwards(ds: Array, caches: Any) -> Arrays:
    """Which step must be finished before the gradient of its predecessor is known?"""
    earlier = np.zeros_like(ds[:, :, 0])
    steps: list[Arrays] = []
    for t in range(ds.shape[2]):
        steps.append(rnn_cell_backward(ds[:, :, t] + earlier, caches[t]))
        earlier = steps[-1]["ds_prev"]
    return {
        "dx": np.stack([step["dx_t"] for step in steps], axis=2),
        "ds0": earlier,
        "dU": np.sum([step["dU"] for step in steps], axis=0),
        "dW": np.sum([step["dW"] for step in steps], axis=0),
        "dba": np.sum([step["dba"] for step in steps], axis=0),
    }


@misconception("rnn_backward")
def input_gradients_in_reverse_order(ds: Array, caches: Any) -> Arrays:
    """You walk from the last step to the first. In which order must `dx` be put together?"""
    gradients = rnn_backward(ds, caches)
    return {**gradients, "dx": gradients["dx"][:, :, ::-1]}


@misconception("rnn_backward")
def caches_off_by_one(ds: Array, caches: Any) -> Arrays:
    """The gradient at step t needs what the forward kept at step t. Count the indices once more."""
    return rnn_backward(ds, [caches[max(t - 1, 0)] for t in range(ds.shape[2])])


@misconception("rnn_forward", shows_in="rnn_backward")
def every_cache_is_the_last(x: Array, s0: Array, parameters: Arrays) -> tuple[Array, Array, Any]:
    """Your forward's results are right, but all its caches hold the last step: is an array
    shared?
    """
    states, predictions, caches = rnn_forward(x, s0, parameters)
    return states, predictions, [caches[-1]] * len(caches)
