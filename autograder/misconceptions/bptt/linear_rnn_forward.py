"""Known mistakes in `linear_rnn_forward`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.bptt import Array, Arrays, linear_rnn_forward


@misconception("linear_rnn_forward")
def tanh_in_the_linear_network(x: Array, h0: Array, parameters: Arrays) -> tuple[Array, Array]:
    """This network is the linear one. What happens to the sum before it becomes the state?"""
    states, outputs = [], []
    h_t = h0
    for t in range(x.shape[2]):
        h_t = np.tanh(parameters["W_hx"] @ x[:, :, t] + parameters["W_hh"] @ h_t)
        states.append(h_t)
        outputs.append(parameters["W_qh"] @ h_t)
    return np.stack(states, axis=2), np.stack(outputs, axis=2)


@misconception("linear_rnn_forward")
def initial_state_at_every_step(x: Array, h0: Array, parameters: Arrays) -> tuple[Array, Array]:
    """A recurrent network remembers: which state goes into the second step?"""
    states = [parameters["W_hx"] @ x[:, :, t] + parameters["W_hh"] @ h0 for t in range(x.shape[2])]
    outputs = [parameters["W_qh"] @ h_t for h_t in states]
    return np.stack(states, axis=2), np.stack(outputs, axis=2)


@misconception("linear_rnn_forward")
def zero_initial_state(x: Array, h0: Array, parameters: Arrays) -> tuple[Array, Array]:
    """The first step starts from `h0`, which need not be zero."""
    return linear_rnn_forward(x, np.zeros_like(h0), parameters)


@misconception("linear_rnn_forward")
def transposed_on_the_way_forward(x: Array, h0: Array, parameters: Arrays) -> tuple[Array, Array]:
    """Forwards, the state weights stand as they are. Where does the transpose belong?"""
    return linear_rnn_forward(x, h0, {**parameters, "W_hh": parameters["W_hh"].T})


@misconception("linear_rnn_forward")
def outputs_of_the_state_before(x: Array, h0: Array, parameters: Arrays) -> tuple[Array, Array]:
    """The output of a step is made after its input was read. From which state, then?"""
    h, _ = linear_rnn_forward(x, h0, parameters)
    before = np.concatenate([h0[:, :, None], h[:, :, :-1]], axis=2)
    return h, np.stack([parameters["W_qh"] @ before[:, :, t] for t in range(h.shape[2])], axis=2)


@misconception("linear_rnn_forward")
def states_before_each_step(x: Array, h0: Array, parameters: Arrays) -> tuple[Array, Array]:
    """`h[:, :, 0]` is the state after the first step. Is h_0 part of the answer?"""
    h, o = linear_rnn_forward(x, h0, parameters)
    return np.concatenate([h0[:, :, None], h[:, :, :-1]], axis=2), o
