"""Known mistakes in `stacked_forward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.stacks import Array, Arrays, stacked_forward


@misconception("stacked_forward")
def every_layer_reads_the_input(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """Only the lowest layer reads x. What do the others read?"""
    for p in layers:
        h, cache = stacked_forward(x, [p])
    return h, cache


@misconception("stacked_forward")
def layer_below_one_step_late(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """A layer reads the state of the layer below at the same step. Which step's does yours read?"""
    h, cache = stacked_forward(x, layers[:1])
    for p in layers[1:]:
        late = np.concatenate([0 * h[:, :, :1], h[:, :, :-1]], axis=2)
        h, top = stacked_forward(late, [p])
        cache = [*cache, *top]
    return h, cache


@misconception("stacked_forward")
def last_state_handed_up(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """A layer hands up a state at every step. Does the next one read all of them, or the last one
    again and again?
    """
    h, cache = stacked_forward(x, layers[:1])
    for p in layers[1:]:
        last = np.repeat(h[:, :, -1:], h.shape[2], axis=2)
        h, top = stacked_forward(last, [p])
        cache = [*cache, *top]
    return h, cache


@misconception("stacked_forward")
def states_of_the_lowest_layer(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """There are several layers. Which one's states are wanted?"""
    return stacked_forward(x, layers[:1])


@misconception("stacked_forward")
def states_of_all_layers(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """The states of the top layer are wanted. Which layers' do you return?"""
    cache = stacked_forward(x, layers)[1]
    return np.concatenate(
        [stacked_forward(x, layers[: k + 1])[0] for k in range(len(layers))]
    ), cache


@misconception("stacked_forward")
def last_state_only(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """The top layer has a state at every step. How many do you return?"""
    h, cache = stacked_forward(x, layers)
    return h[:, :, -1], cache


@misconception("stacked_forward")
def no_memory_above_the_lowest_layer(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """Every layer is recurrent. Do the upper ones remember anything?"""
    return stacked_forward(x, [layers[0], *({**p, "W": 0 * p["W"]} for p in layers[1:])])


@misconception("stacked_forward")
def zero_state_at_every_step(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """A layer starts from zero once. Which state goes into its second step?"""
    return stacked_forward(x, [{**p, "W": 0 * p["W"]} for p in layers])


@misconception("stacked_forward")
def starts_from_the_last_state_below(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """Every layer starts from a zero state. From which does yours start?"""
    h, cache = stacked_forward(x, layers[:1])
    for p in layers[1:]:
        below, state = h, h[:, :, -1]
        states = []
        for t in range(h.shape[2]):
            state = np.tanh(p["U"] @ below[:, :, t] + p["W"] @ state + p["ba"])
            states.append(state)
        h = np.stack(states, axis=2)
        cache = [*cache, (below, h, p)]
    return h, cache


@misconception("stacked_forward")
def bias_in_the_lowest_layer_only(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """Every layer has a bias. Which layers use theirs?"""
    return stacked_forward(x, [layers[0], *({**p, "ba": 0 * p["ba"]} for p in layers[1:])])


@misconception("stacked_forward")
def bias_forgotten(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """The pre-activation has three terms. Which of them is missing?"""
    return stacked_forward(x, [{**p, "ba": 0 * p["ba"]} for p in layers])


@misconception("stacked_forward")
def state_weights_transposed(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """On the way forward the state weights stand as they are. Where does a transpose belong?"""
    return stacked_forward(x, [{**p, "W": p["W"].T} for p in layers])


@misconception("stacked_forward")
def tanh_once_more_between_layers(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """States have been through tanh already. Are they squashed again on their way up?"""
    h, cache = stacked_forward(x, layers[:1])
    for p in layers[1:]:
        h, top = stacked_forward(np.tanh(h), [p])
        cache = [*cache, *top]
    return h, cache


@misconception("stacked_forward")
def input_squashed_first(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """The lowest layer reads x as it is. What happens to it before?"""
    return stacked_forward(np.tanh(x), layers)
