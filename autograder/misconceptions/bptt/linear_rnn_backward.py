"""Known mistakes in `linear_rnn_backward`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.bptt import Array, Arrays, linear_rnn_backward, linear_rnn_forward


@misconception("linear_rnn_backward")
def not_divided_by_the_steps(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    """The loss is a mean over the steps. What does that do to its gradient?"""
    gradients = linear_rnn_backward(x, y, h0, parameters)
    return {name: gradient * y.shape[2] for name, gradient in gradients.items()}


@misconception("linear_rnn_backward")
def not_divided_by_the_batch(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    """The loss is a mean over the batch. What does that do to its gradient?"""
    gradients = linear_rnn_backward(x, y, h0, parameters)
    return {name: gradient * y.shape[1] for name, gradient in gradients.items()}


@misconception("linear_rnn_backward")
def divided_by_nothing(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    """The loss is a mean over steps and batch. What does that do to its gradient?"""
    gradients = linear_rnn_backward(x, y, h0, parameters)
    return {name: gradient * y.shape[1] * y.shape[2] for name, gradient in gradients.items()}


@misconception("linear_rnn_backward")
def target_minus_output(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    """Which way does the loss go when an output that is too large grows? Check the sign."""
    gradients = linear_rnn_backward(x, y, h0, parameters)
    return {name: -gradient for name, gradient in gradients.items()}


@misconception("linear_rnn_backward")
def later_gradient_dropped(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    """A state feeds its own output and the next state. Does your gradient count both paths?"""
    h, o = linear_rnn_forward(x, h0, parameters)
    _, batch, steps = y.shape
    do = (o - y) / (steps * batch)
    before = np.concatenate([h0[:, :, None], h[:, :, :-1]], axis=2)
    dh = np.einsum("qn,qbt->nbt", parameters["W_qh"], do)
    return {
        "dW_hx": np.einsum("nbt,dbt->nd", dh, x),
        "dW_hh": np.einsum("nbt,mbt->nm", dh, before),
        "dW_qh": np.einsum("qbt,nbt->qn", do, h),
        "dh": dh,
    }


@misconception("linear_rnn_backward")
def carried_without_the_transpose(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    """Forwards, W_hh sums over its second index. Over which one must the way back sum?"""
    h, o = linear_rnn_forward(x, h0, parameters)
    _, batch, steps = y.shape
    do = (o - y) / (steps * batch)
    before = np.concatenate([h0[:, :, None], h[:, :, :-1]], axis=2)
    dh = np.zeros_like(h)
    later = np.zeros_like(h0)
    for t in reversed(range(steps)):
        dh[:, :, t] = parameters["W_qh"].T @ do[:, :, t] + later
        later = parameters["W_hh"] @ dh[:, :, t]
    return {
        "dW_hx": np.einsum("nbt,dbt->nd", dh, x),
        "dW_hh": np.einsum("nbt,mbt->nm", dh, before),
        "dW_qh": np.einsum("qbt,nbt->qn", do, h),
        "dh": dh,
    }


@misconception("linear_rnn_backward")
def state_of_the_same_step_in_dW_hh(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    """Which state does W_hh multiply on the way to h_t?"""
    gradients = linear_rnn_backward(x, y, h0, parameters)
    h, _ = linear_rnn_forward(x, h0, parameters)
    return {**gradients, "dW_hh": np.einsum("nbt,mbt->nm", gradients["dh"], h)}


@misconception("linear_rnn_backward")
def initial_state_left_out_of_dW_hh(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    """W_hh works at the first step, too. What does it multiply there?"""
    gradients = linear_rnn_backward(x, y, h0, parameters)
    return {**gradients, "dW_hh": gradients["dW_hh"] - gradients["dh"][:, :, 0] @ h0.T}


@misconception("linear_rnn_backward")
def loss_of_the_last_step_only(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    """Every step has an output, and every output is compared. Which of them count in yours?"""
    _, o = linear_rnn_forward(x, h0, parameters)
    reached = o.copy()
    reached[:, :, -1] = y[:, :, -1]
    return linear_rnn_backward(x, reached, h0, parameters)


@misconception("linear_rnn_backward")
def weights_of_the_first_step_only(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    """The same weights work at every step. What happens to the gradients of the others?"""
    gradients = linear_rnn_backward(x, y, h0, parameters)
    h, o = linear_rnn_forward(x, h0, parameters)
    do_1 = (o[:, :, 0] - y[:, :, 0]) / (y.shape[1] * y.shape[2])
    dh_1 = gradients["dh"][:, :, 0]
    return {
        "dW_hx": dh_1 @ x[:, :, 0].T,
        "dW_hh": dh_1 @ h0.T,
        "dW_qh": do_1 @ h[:, :, 0].T,
        "dh": gradients["dh"],
    }


@misconception("linear_rnn_backward")
def own_output_only_in_dh(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    """`dh` is asked for along all paths. Does what you store include what comes from later?"""
    gradients = linear_rnn_backward(x, y, h0, parameters)
    _, o = linear_rnn_forward(x, h0, parameters)
    do = (o - y) / (y.shape[1] * y.shape[2])
    return {**gradients, "dh": np.einsum("qn,qbt->nbt", parameters["W_qh"], do)}


@misconception("linear_rnn_backward")
def time_runs_forwards(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    """Which step must be finished before the gradient of its predecessor is known?"""
    h, o = linear_rnn_forward(x, h0, parameters)
    _, batch, steps = y.shape
    do = (o - y) / (steps * batch)
    before = np.concatenate([h0[:, :, None], h[:, :, :-1]], axis=2)
    dh = np.zeros_like(h)
    earlier = np.zeros_like(h0)
    for t in range(steps):
        dh[:, :, t] = parameters["W_qh"].T @ do[:, :, t] + earlier
        earlier = parameters["W_hh"].T @ dh[:, :, t]
    return {
        "dW_hx": np.einsum("nbt,dbt->nd", dh, x),
        "dW_hh": np.einsum("nbt,mbt->nm", dh, before),
        "dW_qh": np.einsum("qbt,nbt->qn", do, h),
        "dh": dh,
    }


@misconception("linear_rnn_backward")
def states_gradients_in_reverse_order(x: Array, y: Array, h0: Array, parameters: Arrays) -> Arrays:
    """You walk from the last step to the first. In which order must `dh` be put together?"""
    gradients = linear_rnn_backward(x, y, h0, parameters)
    return {**gradients, "dh": gradients["dh"][:, :, ::-1]}
