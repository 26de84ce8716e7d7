"""Known mistakes in `bidirectional_forward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.stacks import Array, Arrays, bidirectional_forward


@misconception("bidirectional_forward")
def both_read_left_to_right(
    x: Array, lengths: Array, parameters: dict[str, Arrays]
) -> tuple[Array, Any]:
    """One of the two layers begins at the last real step. In which direction do yours read?"""
    turned = x.copy()
    for b, length in enumerate(lengths):
        turned[:, b, :length] = x[:, b, :length][:, ::-1]
    h, cache = bidirectional_forward(x, lengths, parameters)
    lower = bidirectional_forward(turned, lengths, parameters)[0][len(h) // 2 :]
    for b, length in enumerate(lengths):
        h[len(h) // 2 :, b, :length] = lower[:, b, :length][:, ::-1]
    return h, cache


@misconception("bidirectional_forward")
def states_not_aligned_again(
    x: Array, lengths: Array, parameters: dict[str, Arrays]
) -> tuple[Array, Any]:
    """The layer that reads from right to left computes the last step's state first. At which step
    do you put it?
    """
    right, cache = bidirectional_forward(x, lengths, parameters)
    h, n = right.copy(), len(right) // 2
    for b, length in enumerate(lengths):
        h[n:, b, :length] = right[n:, b, :length][:, ::-1]
    return h, cache


@misconception("bidirectional_forward")
def aligned_at_the_end_of_the_array(
    x: Array, lengths: Array, parameters: dict[str, Arrays]
) -> tuple[Array, Any]:
    """You turn the states round over all T steps. Where does a shorter sequence end up then?"""
    right, cache = bidirectional_forward(x, lengths, parameters)
    h, n = right.copy(), len(right) // 2
    for b, length in enumerate(lengths):
        h[n:, b] = np.roll(right[n:, b], x.shape[2] - length, axis=1)
    return h, cache


@misconception("bidirectional_forward")
def padding_is_read(x: Array, lengths: Array, parameters: dict[str, Arrays]) -> tuple[Array, Any]:
    """What stands in the padding reaches your states. At which step must the layer that reads from
    right to left begin?
    """
    whole = np.full_like(lengths, x.shape[2])
    h, cache = bidirectional_forward(x, whole, parameters)
    return np.where(np.arange(x.shape[2]) < lengths[:, None], h, 0), cache


@misconception("bidirectional_forward")
def padding_is_read_as_zeros(
    x: Array, lengths: Array, parameters: dict[str, Arrays]
) -> tuple[Array, Any]:
    """A zero input does not make a zero state: there is a bias. With which state does the layer
    from right to left arrive at the last real step?
    """
    real = np.arange(x.shape[2]) < lengths[:, None]
    whole = np.full_like(lengths, x.shape[2])
    h, cache = bidirectional_forward(np.where(real, x, 0), whole, parameters)
    return np.where(real, h, 0), cache


@misconception("bidirectional_forward")
def lengths_ignored(x: Array, lengths: Array, parameters: dict[str, Arrays]) -> tuple[Array, Any]:
    """The sequences of a batch have different lengths. Where does your code look at them?"""
    return bidirectional_forward(x, np.full_like(lengths, x.shape[2]), parameters)


@misconception("bidirectional_forward")
def padding_masked_by_a_product(
    x: Array, lengths: Array, parameters: dict[str, Arrays]
) -> tuple[Array, Any]:
    """The padding may hold NaN. What is zero times NaN?"""
    real = np.arange(x.shape[2]) < lengths[:, None]
    h, cache = bidirectional_forward(x, lengths, parameters)
    x = x * real
    halves = []
    for direction, step in (("forward", 1), ("backward", -1)):
        p = parameters[direction]
        state = np.zeros((p["W"].shape[0], x.shape[1]))
        states = []
        for t in range(x.shape[2])[::step]:
            state = np.tanh(p["U"] @ x[:, :, t] + p["W"] @ state + p["ba"]) * real[:, t]
            states.append(state)
        halves.append(np.stack(states[::step], axis=2))
    return np.concatenate(halves).astype(h.dtype), cache


@misconception("bidirectional_forward")
def padding_keeps_the_last_state(
    x: Array, lengths: Array, parameters: dict[str, Arrays]
) -> tuple[Array, Any]:
    """A state that is held through the padding is no state of the sequence. What should stand
    there in the result?
    """
    right, cache = bidirectional_forward(x, lengths, parameters)
    h, n = right.copy(), len(right) // 2
    for b, length in enumerate(lengths):
        h[:n, b, length:] = right[:n, b, length - 1 : length]
    return h, cache


@misconception("bidirectional_forward")
def padding_runs_on(x: Array, lengths: Array, parameters: dict[str, Arrays]) -> tuple[Array, Any]:
    """Behind the end of a sequence the layer from left to right runs on. What should the result
    contain there?
    """
    real = np.arange(x.shape[2]) < lengths[:, None]
    right, cache = bidirectional_forward(x, lengths, parameters)
    whole = np.full_like(lengths, x.shape[2])
    on, n = bidirectional_forward(np.where(real, x, 0), whole, parameters)[0], len(right) // 2
    return np.concatenate([on[:n], right[n:]]), cache


@misconception("bidirectional_forward")
def last_real_step_left_out(
    x: Array, lengths: Array, parameters: dict[str, Arrays]
) -> tuple[Array, Any]:
    """A sequence of length 3 has the steps 0, 1 and 2. Which is the last that you read?"""
    return bidirectional_forward(x, lengths - 1, parameters)


@misconception("bidirectional_forward")
def one_step_of_padding_read(
    x: Array, lengths: Array, parameters: dict[str, Arrays]
) -> tuple[Array, Any]:
    """A sequence of length 3 has the steps 0, 1 and 2. Do you read one more?"""
    return bidirectional_forward(x, np.minimum(lengths + 1, x.shape[2]), parameters)


@misconception("bidirectional_forward")
def first_length_for_all(
    x: Array, lengths: Array, parameters: dict[str, Arrays]
) -> tuple[Array, Any]:
    """Each sequence of the batch has a length of its own. Whose do you use?"""
    return bidirectional_forward(x, np.full_like(lengths, lengths[0]), parameters)


@misconception("bidirectional_forward")
def shared_weights(x: Array, lengths: Array, parameters: dict[str, Arrays]) -> tuple[Array, Any]:
    """There are two layers, and each has parameters of its own. Which do you use for the second?"""
    shared = {"forward": parameters["forward"], "backward": parameters["forward"]}
    return bidirectional_forward(x, lengths, shared)


@misconception("bidirectional_forward")
def parameters_exchanged(
    x: Array, lengths: Array, parameters: dict[str, Arrays]
) -> tuple[Array, Any]:
    """`parameters["backward"]` belongs to the layer that reads from right to left. Which layer
    gets it in your code?
    """
    exchanged = {"forward": parameters["backward"], "backward": parameters["forward"]}
    return bidirectional_forward(x, lengths, exchanged)


@misconception("bidirectional_forward")
def halves_exchanged(x: Array, lengths: Array, parameters: dict[str, Arrays]) -> tuple[Array, Any]:
    """Both halves are there. Which belongs on top?"""
    h, cache = bidirectional_forward(x, lengths, parameters)
    return np.roll(h, len(h) // 2, axis=0), cache


@misconception("bidirectional_forward")
def halves_added(x: Array, lengths: Array, parameters: dict[str, Arrays]) -> tuple[Array, Any]:
    """Both states of a step are wanted side by side. How many rows does that make?"""
    h, cache = bidirectional_forward(x, lengths, parameters)
    return h[: len(h) // 2] + h[len(h) // 2 :], cache


@misconception("bidirectional_forward")
def second_starts_from_the_end_of_the_first(
    x: Array, lengths: Array, parameters: dict[str, Arrays]
) -> tuple[Array, Any]:
    """The two layers know nothing of each other. From which state does the second start?"""
    right, cache = bidirectional_forward(x, lengths, parameters)
    h, n, p = right.copy(), len(right) // 2, parameters["backward"]
    for b, length in enumerate(lengths):
        state = right[:n, b, length - 1 : length]
        for t in reversed(range(length)):
            state = np.tanh(p["U"] @ x[:, b : b + 1, t] + p["W"] @ state + p["ba"])
            h[n:, b, t] = state[:, 0]
    return h, cache


@misconception("bidirectional_forward")
def second_state_before_its_input(
    x: Array, lengths: Array, parameters: dict[str, Arrays]
) -> tuple[Array, Any]:
    """At step t the layer from right to left has read x_t itself. Has yours?"""
    right, cache = bidirectional_forward(x, lengths, parameters)
    h, n = right.copy(), len(right) // 2
    h[n:, :, :-1], h[n:, :, -1] = right[n:, :, 1:], 0
    return h, cache


@misconception("bidirectional_forward")
def bias_forgotten(x: Array, lengths: Array, parameters: dict[str, Arrays]) -> tuple[Array, Any]:
    """The pre-activation has three terms. Which of them is missing?"""
    without = {way: {**p, "ba": 0 * p["ba"]} for way, p in parameters.items()}
    return bidirectional_forward(x, lengths, without)


@misconception("bidirectional_forward")
def state_weights_transposed(
    x: Array, lengths: Array, parameters: dict[str, Arrays]
) -> tuple[Array, Any]:
    """On the way forward the state weights stand as they are. Where does a transpose belong?"""
    turned = {way: {**p, "W": p["W"].T} for way, p in parameters.items()}
    return bidirectional_forward(x, lengths, turned)
