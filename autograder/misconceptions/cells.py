"""Known mistakes in `cells`, as real learners make them.

Each docstring is the hint that the learner reads: it names the idea that is missing.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.cells import (
    Array,
    Arrays,
    output_backward,
    rnn_backward,
    rnn_cell_backward,
    rnn_cell_forward,
    rnn_forward,
    rnn_loss_and_gradients,
    softmax,
)


@misconception("softmax")
def wrong_axis(z: Array) -> Array:
    """Each column is one example. Along which axis must the probabilities sum to 1?"""
    exponentials = np.exp(z - z.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


@misconception("softmax")
def normalised_over_everything(z: Array) -> Array:
    """The sum runs over the classes of one example, not over the whole batch."""
    exponentials = np.exp(z - z.max())
    return exponentials / exponentials.sum()


@misconception("softmax")
def without_shift(z: Array) -> Array:
    """exp overflows for large logits. What can you subtract from a column without changing it?"""
    exponentials = np.exp(z)
    return exponentials / exponentials.sum(axis=0, keepdims=True)


@misconception("softmax")
def without_exponential(z: Array) -> Array:
    """Dividing by the sum is not enough: what makes every entry positive first?"""
    return z / z.sum(axis=0, keepdims=True)


@misconception("rnn_cell_forward")
def input_and_state_weights_without_bias(
    x_t: Array, s_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """The pre-activation has three terms. Which of them is missing?"""
    s_next = np.tanh(parameters["U"] @ x_t + parameters["W"] @ s_prev)
    out_pred = softmax(parameters["V"] @ s_next + parameters["by"])
    return s_next, out_pred, (s_next, s_prev, x_t, parameters)


@misconception("rnn_cell_forward")
def prediction_without_bias(
    x_t: Array, s_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """The output layer has a bias of its own."""
    s_next, _, cache = rnn_cell_forward(x_t, s_prev, parameters)
    return s_next, softmax(parameters["V"] @ s_next), cache


@misconception("rnn_cell_forward")
def bias_added_twice(x_t: Array, s_prev: Array, parameters: Arrays) -> tuple[Array, Array, Any]:
    """One bias belongs to the whole pre-activation, not one to each of its products."""
    U, W, V = parameters["U"], parameters["W"], parameters["V"]
    s_next = np.tanh((U @ x_t + parameters["ba"]) + (W @ s_prev + parameters["ba"]))
    out_pred = softmax(V @ s_next + parameters["by"])
    return s_next, out_pred, (s_next, s_prev, x_t, parameters)


@misconception("rnn_cell_forward")
def state_weights_transposed(
    x_t: Array, s_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """Forwards, the state weights stand as they are. Where does the transpose belong?"""
    U, W, V = parameters["U"], parameters["W"], parameters["V"]
    s_next = np.tanh(U @ x_t + W.T @ s_prev + parameters["ba"])
    out_pred = softmax(V @ s_next + parameters["by"])
    return s_next, out_pred, (s_next, s_prev, x_t, parameters)


@misconception("rnn_cell_forward")
def tanh_twice(x_t: Array, s_prev: Array, parameters: Arrays) -> tuple[Array, Array, Any]:
    """The state is squashed once. Is something that is activated already activated again?"""
    U, W, V = parameters["U"], parameters["W"], parameters["V"]
    s_next = np.tanh(np.tanh(U @ x_t + W @ s_prev + parameters["ba"]))
    out_pred = softmax(V @ s_next + parameters["by"])
    return s_next, out_pred, (s_next, s_prev, x_t, parameters)


@misconception("rnn_cell_forward")
def predicts_from_the_old_state(
    x_t: Array, s_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """The prediction is made after this step's input was read. From which state, then?"""
    s_next, _, cache = rnn_cell_forward(x_t, s_prev, parameters)
    return s_next, softmax(parameters["V"] @ s_prev + parameters["by"]), cache


@misconception("rnn_cell_forward")
def prediction_without_softmax(
    x_t: Array, s_prev: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """These are logits. What turns them into probabilities?"""
    s_next, _, cache = rnn_cell_forward(x_t, s_prev, parameters)
    return s_next, parameters["V"] @ s_next + parameters["by"], cache


@misconception("rnn_forward")
def initial_state_at_every_step(
    x: Array, s0: Array, parameters: Arrays
) -> tuple[Array, Array, Any]:
    """A recurrent network remembers: which state goes into the second step?"""
    steps = [rnn_cell_forward(x[:, :, t], s0, parameters) for t in range(x.shape[2])]
    states, predictions, caches = zip(*steps, strict=True)
    return np.stack(states, axis=2), np.stack(predictions, axis=2), list(caches)


@misconception("rnn_forward")
def zero_initial_state(x: Array, s0: Array, parameters: Arrays) -> tuple[Array, Array, Any]:
    """The first step starts from `s0`, which need not be zero."""
    return rnn_forward(x, np.zeros_like(s0), parameters)


@misconception("rnn_forward")
def sequence_read_backwards(x: Array, s0: Array, parameters: Arrays) -> tuple[Array, Array, Any]:
    """In which direction does time run?"""
    states, predictions, caches = rnn_forward(x[:, :, ::-1], s0, parameters)
    return states[:, :, ::-1], predictions[:, :, ::-1], caches[::-1]


@misconception("rnn_forward")
def states_before_each_step(x: Array, s0: Array, parameters: Arrays) -> tuple[Array, Array, Any]:
    """`s[:, :, t]` is the state after step t, not the one that went into it."""
    states, predictions, caches = rnn_forward(x, s0, parameters)
    return np.concatenate([s0[:, :, None], states[:, :, :-1]], axis=2), predictions, caches


@misconception("rnn_forward")
def first_input_at_every_step(x: Array, s0: Array, parameters: Arrays) -> tuple[Array, Array, Any]:
    """Every step reads its own input. Which slice of `x` do you take?"""
    return rnn_forward(np.broadcast_to(x[:, :, :1], x.shape), s0, parameters)


@misconception("rnn_cell_backward")
def tanh_derivative_not_squared(ds_next: Array, cache: Any) -> Arrays:
    """Look again at the derivative of tanh, written in terms of its value."""
    s_next, s_prev, x_t, parameters = cache
    da = ds_next * (1 - s_next)
    return {
        "dx_t": parameters["U"].T @ da,
        "ds_prev": parameters["W"].T @ da,
        "dU": da @ x_t.T,
        "dW": da @ s_prev.T,
        "dba": da.sum(axis=1, keepdims=True),
    }


@misconception("rnn_cell_backward")
def tanh_derivative_missing(ds_next: Array, cache: Any) -> Arrays:
    """Between the state and the pre-activation lies tanh. What does it do to the gradient?"""
    _, s_prev, x_t, parameters = cache
    da = ds_next
    return {
        "dx_t": parameters["U"].T @ da,
        "ds_prev": parameters["W"].T @ da,
        "dU": da @ x_t.T,
        "dW": da @ s_prev.T,
        "dba": da.sum(axis=1, keepdims=True),
    }


@misconception("rnn_cell_backward")
def tanh_derivative_at_the_old_state(ds_next: Array, cache: Any) -> Arrays:
    """At which state is the derivative of this step's tanh taken?"""
    _, s_prev, x_t, parameters = cache
    da = ds_next * (1 - s_prev**2)
    return {
        "dx_t": parameters["U"].T @ da,
        "ds_prev": parameters["W"].T @ da,
        "dU": da @ x_t.T,
        "dW": da @ s_prev.T,
        "dba": da.sum(axis=1, keepdims=True),
    }


@misconception("rnn_cell_backward")
def tanh_of_the_activated_state(ds_next: Array, cache: Any) -> Arrays:
    """`s_next` is tanh of the pre-activation already. Do you apply tanh to it once more?"""
    s_next, s_prev, x_t, parameters = cache
    da = ds_next * (1 - np.tanh(s_next) ** 2)
    return {
        "dx_t": parameters["U"].T @ da,
        "ds_prev": parameters["W"].T @ da,
        "dU": da @ x_t.T,
        "dW": da @ s_prev.T,
        "dba": da.sum(axis=1, keepdims=True),
    }


@misconception("rnn_cell_backward")
def new_state_in_the_weight_gradient(ds_next: Array, cache: Any) -> Arrays:
    """Which state does W multiply in this step: the one before, or the one after? Does your cache
    hold the right one?
    """
    s_next = cache[0]
    da = ds_next * (1 - s_next**2)
    return {**rnn_cell_backward(ds_next, cache), "dW": da @ s_next.T}


@misconception("rnn_cell_backward")
def state_weights_not_transposed(ds_next: Array, cache: Any) -> Arrays:
    """Going backwards through `W @ s`, the shapes fit both ways for a square W. Do the indices?"""
    s_next, _, _, parameters = cache
    da = ds_next * (1 - s_next**2)
    return {**rnn_cell_backward(ds_next, cache), "ds_prev": parameters["W"] @ da}


@misconception("rnn_cell_backward")
def weight_gradient_transposed(ds_next: Array, cache: Any) -> Arrays:
    """Rows of W belong to the new state, columns to the old one. So do those of its gradient."""
    gradients = rnn_cell_backward(ds_next, cache)
    return {**gradients, "dW": gradients["dW"].T}


@misconception("rnn_cell_backward")
def bias_not_summed_over_the_batch(ds_next: Array, cache: Any) -> Arrays:
    """One bias serves every example of the batch. How do their gradients come together?"""
    s_next = cache[0]
    return {**rnn_cell_backward(ds_next, cache), "dba": ds_next * (1 - s_next**2)}


@misconception("rnn_cell_backward")
def bias_averaged_over_the_batch(ds_next: Array, cache: Any) -> Arrays:
    """`ds_next` holds each example's share of the loss already: is there anything to average?"""
    gradients = rnn_cell_backward(ds_next, cache)
    return {**gradients, "dba": gradients["dba"] / ds_next.shape[1]}


@misconception("rnn_cell_backward")
def bias_summed_to_one_number(ds_next: Array, cache: Any) -> Arrays:
    """Each hidden unit has a bias of its own. Over which axis do you sum?"""
    gradients = rnn_cell_backward(ds_next, cache)
    return {**gradients, "dba": np.full_like(gradients["dba"], gradients["dba"].sum())}


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


@misconception("output_backward")
def not_averaged_over_the_batch(out_pred: Array, labels: Array, s: Array, V: Array) -> Arrays:
    """The loss is a mean over the batch. What does that do to its gradient?"""
    gradients = output_backward(out_pred, labels, s, V)
    return {name: gradient * labels.shape[0] for name, gradient in gradients.items()}


@misconception("output_backward")
def label_minus_prediction(out_pred: Array, labels: Array, s: Array, V: Array) -> Arrays:
    """Which way does the loss go when the right class becomes more likely? Check the sign."""
    gradients = output_backward(out_pred, labels, s, V)
    return {name: -gradient for name, gradient in gradients.items()}


@misconception("output_backward")
def labels_not_subtracted(out_pred: Array, labels: Array, s: Array, V: Array) -> Arrays:
    """The gradient must vanish when the prediction is perfect. Does yours know the labels?"""
    dz = out_pred / labels.shape[0]
    return {"ds": V.T @ dz, "dV": dz @ s.T, "dby": dz.sum(axis=1, keepdims=True)}


@misconception("output_backward")
def softmax_derivative_applied_twice(out_pred: Array, labels: Array, s: Array, V: Array) -> Arrays:
    """Prediction minus label is the gradient at the logits already: softmax is behind you."""
    batch = labels.shape[0]
    dz = out_pred.copy()
    dz[labels, np.arange(batch)] -= 1
    dz *= out_pred * (1 - out_pred) / batch
    return {"ds": V.T @ dz, "dV": dz @ s.T, "dby": dz.sum(axis=1, keepdims=True)}


@misconception("output_backward")
def output_bias_not_summed(out_pred: Array, labels: Array, s: Array, V: Array) -> Arrays:
    """One bias serves the whole batch: its gradient is a column, summed over the examples."""
    batch = labels.shape[0]
    dz = out_pred.copy()
    dz[labels, np.arange(batch)] -= 1
    return {"ds": V.T @ dz / batch, "dV": dz @ s.T / batch, "dby": dz / batch}


@misconception("rnn_loss_and_gradients")
def loss_averaged_over_time(
    x: Array, labels: Array, s0: Array, parameters: Arrays
) -> tuple[float, Arrays]:
    """The loss is summed over the steps and averaged over the batch, not the other way round."""
    loss, gradients = rnn_loss_and_gradients(x, labels, s0, parameters)
    steps = labels.shape[1]
    return loss / steps, {name: gradient / steps for name, gradient in gradients.items()}


@misconception("rnn_loss_and_gradients")
def loss_summed_over_the_batch(
    x: Array, labels: Array, s0: Array, parameters: Arrays
) -> tuple[float, Arrays]:
    """Twice as many examples must not make the loss twice as large."""
    loss, gradients = rnn_loss_and_gradients(x, labels, s0, parameters)
    batch = labels.shape[0]
    return loss * batch, {name: gradient * batch for name, gradient in gradients.items()}


@misconception("rnn_loss_and_gradients")
def last_step_only(x: Array, labels: Array, s0: Array, parameters: Arrays) -> tuple[float, Arrays]:
    """Every step predicts something. Which of them count in your loss?"""
    s, y, caches = rnn_forward(x, s0, parameters)
    last = output_backward(y[:, :, -1], labels[:, -1], s[:, :, -1], parameters["V"])
    loss = -np.log(y[labels[:, -1], np.arange(labels.shape[0]), -1]).mean()
    ds = np.zeros_like(s)
    ds[:, :, -1] = last["ds"]
    return loss, {**rnn_backward(ds, caches), "dV": last["dV"], "dby": last["dby"]}


@misconception("rnn_loss_and_gradients")
def truncated_to_one_step(
    x: Array, labels: Array, s0: Array, parameters: Arrays
) -> tuple[float, Arrays]:
    """Your gradient stops after one step. How do later losses reach earlier states?"""
    loss, gradients = rnn_loss_and_gradients(x, labels, s0, parameters)
    s, y, caches = rnn_forward(x, s0, parameters)
    dU, dW, dba = (np.zeros_like(parameters[name]) for name in ("U", "W", "ba"))
    dx = np.zeros_like(x)
    for t in range(labels.shape[1]):
        ds_t = output_backward(y[:, :, t], labels[:, t], s[:, :, t], parameters["V"])["ds"]
        step = rnn_cell_backward(ds_t, caches[t])
        dU, dW, dba = dU + step["dU"], dW + step["dW"], dba + step["dba"]
        dx[:, :, t] = step["dx_t"]
        if t == 0:
            ds0 = step["ds_prev"]
    return loss, {**gradients, "dU": dU, "dW": dW, "dba": dba, "dx": dx, "ds0": ds0}


@misconception("rnn_loss_and_gradients")
def output_weights_of_the_last_step_only(
    x: Array, labels: Array, s0: Array, parameters: Arrays
) -> tuple[float, Arrays]:
    """The output weights are used at every step. What happens to their gradients over time?"""
    loss, gradients = rnn_loss_and_gradients(x, labels, s0, parameters)
    s, y, _ = rnn_forward(x, s0, parameters)
    last = output_backward(y[:, :, -1], labels[:, -1], s[:, :, -1], parameters["V"])
    return loss, {**gradients, "dV": last["dV"], "dby": last["dby"]}
